package smtp

import (
	"fmt"
	netsmtp "net/smtp"
)

// Send brings a message to the server at the address, as any program may: without TLS, since net/smtp's own SendMail
// would insist on a certificate that somebody has signed. What the server answers is in the error, a *textproto.Error.
func Send(addr, from string, to []string, message []byte) error {
	c, err := netsmtp.Dial(addr)
	if err != nil {
		return fmt.Errorf("reach the server: %w", err)
	}
	defer c.Close()
	if err := c.Mail(from); err != nil {
		return fmt.Errorf("sender %s: %w", from, err)
	}
	for _, address := range to {
		if err := c.Rcpt(address); err != nil {
			return fmt.Errorf("recipient %s: %w", address, err)
		}
	}
	w, err := c.Data()
	if err != nil {
		return fmt.Errorf("message: %w", err)
	}
	if _, err := w.Write(message); err != nil {
		return fmt.Errorf("message: %w", err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("message: %w", err)
	}
	return c.Quit()
}
