package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"ordholden/infra/local/stack"
)

// config is what the environment says; the caller closes the log.
func config() (cfg stack.Config, log *os.File, err error) {
	cfg = stack.Config{
		Template: "template.yaml", Build: ".build", Dir: dataDir,
		DynamoDB: os.Getenv("DYNAMODB_ENDPOINT"),
	}
	for _, port := range []struct {
		name      string
		byDefault int
		into      *int
	}{
		{"PORT", 8080, &cfg.Port}, {"MAIL_PORT", 8025, &cfg.MailPort}, {"SMTP_PORT", 2525, &cfg.SMTPPort},
		{"S3_PORT", 8026, &cfg.S3Port}, {"OIDC_PORT", 8027, &cfg.IssuerPort},
		{"RECIPIENT_PORT", 8028, &cfg.RecipientPort}, {"DEMO_PORT", 8029, &cfg.DemoPort},
		{"DYNAMODB_PORT", 8000, &cfg.DynamoDBPort},
	} {
		if *port.into, err = portFrom(os.Getenv(port.name), port.byDefault); err != nil {
			return cfg, nil, fmt.Errorf("%s: %w", port.name, err)
		}
	}
	log, err = os.Create(filepath.Join(dataDir, "log"))
	cfg.Log = log
	return cfg, log, err
}

func portFrom(s string, byDefault int) (int, error) {
	if s == "" {
		return byDefault, nil
	}
	port, err := strconv.Atoi(s)
	if err != nil || port < 1 || port > 65535 {
		return 0, fmt.Errorf("%q is no port: choose a number from 1 to 65535", s)
	}
	return port, nil
}
