package gateway

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"time"
)

// accessLog writes a line for each call.
type accessLog struct {
	to     io.Writer
	format string
}

// variable is a $context variable in a log's format.
var variable = regexp.MustCompile(`\$context\.[A-Za-z.]*[A-Za-z]`)

// contextVariables are those that the gateway can fill in. Address, path and user agent are not among them: they tell
// who called, and no log of ours may; nor are messages of the integration, which may quote what a function said.
var contextVariables = map[string]func(*call, time.Duration) string{
	"$context.requestId":          func(c *call, _ time.Duration) string { return c.id },
	"$context.requestTime":        func(c *call, _ time.Duration) string { return c.began.UTC().Format("02/Jan/2006:15:04:05 -0700") },
	"$context.requestTimeEpoch":   func(c *call, _ time.Duration) string { return strconv.FormatInt(c.began.UnixMilli(), 10) },
	"$context.httpMethod":         func(c *call, _ time.Duration) string { return c.request.Method },
	"$context.routeKey":           func(c *call, _ time.Duration) string { return c.routeKey() },
	"$context.status":             func(c *call, _ time.Duration) string { return strconv.Itoa(c.answer.status) },
	"$context.responseLatency":    func(_ *call, d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) },
	"$context.integrationStatus":  func(c *call, _ time.Duration) string { return number(c.integration) },
	"$context.error.responseType": func(c *call, _ time.Duration) string { return orHyphen(c.fault) },
	"$context.protocol":           func(c *call, _ time.Duration) string { return c.request.Proto },
	"$context.stage":              func(*call, time.Duration) string { return stage },
}

func newAccessLog(to io.Writer, format string) (*accessLog, error) {
	for _, name := range variable.FindAllString(format, -1) {
		if contextVariables[name] == nil {
			return nil, fmt.Errorf("access log: %s is not known, or may tell who called", name)
		}
	}
	return &accessLog{to, format}, nil
}

func (l *accessLog) write(c *call, took time.Duration) {
	if l.to == nil || l.format == "" {
		return
	}
	line := variable.ReplaceAllStringFunc(l.format, func(name string) string { return contextVariables[name](c, took) })
	_, _ = io.WriteString(l.to, line+"\n") // a full log must not stop the API
}

func orHyphen(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// number formats what may be missing as AWS does: with a hyphen.
func number(n int) string {
	if n == 0 {
		return "-"
	}
	return strconv.Itoa(n)
}
