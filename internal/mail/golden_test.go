package mail_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/gdpr"
	"ordholden/internal/mail"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestEveryKindInEveryLanguageReadsAsAgreed(t *testing.T) {
	for _, k := range kinds {
		for _, l := range gdpr.Languages {
			golden(t, string(k)+"."+string(l), message(k, l))
		}
	}
}

func TestTheOtherWordingsReadAsAgreed(t *testing.T) {
	joined := message(mail.RequestOpen, gdpr.Bokmal)
	joined.Joined = "0xk2m9q7tbv0hc8e5ndw3gyr1c"
	golden(t, "request-joined.nb", joined)

	weak := message(mail.RequestConfirm, gdpr.Bokmal)
	weak.Rights, weak.Link = []gdpr.Right{gdpr.Objection}, weak.Link[:len(weak.Link)-len("&code=1")]
	golden(t, "request-confirm-by-link.nb", weak)

	refused := message(mail.ConsentGiven, gdpr.Bokmal)
	refused.Decisions = []mail.Decision{{Purpose: "later", Decision: gdpr.Refused}, {Purpose: "news", Decision: gdpr.Refused}}
	golden(t, "consent-refused.nb", refused)

	reply := message(mail.RequestConfirm, gdpr.Nynorsk)
	reply.InReplyTo, reply.References = "<b@example.no>", "<a@example.no> <b@example.no>"
	golden(t, "reply.nn", reply)
}

// golden compares a composed message with the file of that name.
func golden(t *testing.T, name string, m mail.Message) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		path := filepath.Join("testdata", name+".eml")
		got := compose(t, m)
		if again := compose(t, m); !bytes.Equal(got, again) {
			t.Fatal("composed twice, the message differs")
		}
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("run with -update if this is meant (-want +got):\n%s", diff)
		}
	})
}
