package mail_test

import (
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
)

func BenchmarkCompose(b *testing.B) {
	m := message(outbox.RequestOpen, gdpr.Bokmal)
	for b.Loop() {
		if _, err := mail.Compose(m); err != nil {
			b.Fatal(err)
		}
	}
}
