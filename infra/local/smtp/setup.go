package smtp

import (
	"context"
	"fmt"
	"strings"
)

// setupName is the name of the object that SES writes when a rule is made, to see whether it may.
const setupName = "AMAZON_SES_SETUP_NOTIFICATION"

// SetUp writes that object for each rule: a mail from a robot, for nobody, that no topic hears of. Start does not.
func (s *Server) SetUp(ctx context.Context) error {
	for _, r := range s.cfg.Rules {
		message := strings.ReplaceAll(`From: Amazon Web Services <no-reply@example.com>
To: recipient@example.com
Subject: Amazon SES Setup Notification
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8

You have set up Amazon SES to store mail in this bucket, by the receipt rule `+r.Name+`.
`, "\n", "\r\n")
		if err := s.cfg.Store(ctx, r.Bucket, r.Prefix+setupName, []byte(message)); err != nil {
			return fmt.Errorf("set up rule %s: %w", r.Name, err)
		}
	}
	return nil
}
