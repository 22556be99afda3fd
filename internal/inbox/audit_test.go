package inbox_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/inbound"
	"ordholden/internal/inbox"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/seal"
)

// audit is the invariants that hold when all is calm, of some mails that came in:
// each is in one case, sealed in one object, and answered at most once, and nothing
// lies beside that.
type audit struct {
	bench
	kept
	records map[string]record
	wrong   []string
	seen    map[string]bool // records and objects that belong to something
}

// wrongs is what is not as it should be.
func (b bench) wrongs(k kept, mails ...arrival) []string {
	b.t.Helper()
	a := &audit{bench: b, kept: k, seen: map[string]bool{}}
	a.records = b.records(a.kept)
	for _, l := range mails {
		a.mail(l)
	}
	for _, key := range slices.Sorted(maps.Keys(a.records)) {
		r := a.records[key]
		switch _, kind, _ := r.parts(); {
		case kind == "CASE" && r.SK == "CASE":
			a.head(r)
		case kind == "COUNTER":
			a.quiet(r)
		case kind == "SUBJECT" && strings.HasPrefix(r.SK, "HELD#"):
			what, id, _ := strings.Cut(strings.TrimPrefix(r.SK, "HELD#"), "#")
			c, _, subject := r.parts()
			head, there := a.records[fmt.Sprintf("%s#%s#%s %s", c, what, id, what)]
			a.expect(there && head.Subject == subject, "%s points to nothing of the person", key)
			a.seen[key] = there
		case kind == "SUBJECT":
			a.expect(strings.HasPrefix(r.SK, "STANDING#") && a.live(r), "%s stands for nothing", key)
			a.seen[key] = true
		}
	}
	a.strangers()
	return a.wrong
}

func (a *audit) expect(ok bool, format string, args ...any) {
	if !ok {
		a.wrong = append(a.wrong, fmt.Sprintf(format, args...))
	}
}

// live reports whether the case that a pointer leads to is there.
func (a *audit) live(r record) bool {
	c, _, _ := r.parts()
	_, there := a.records[caseOf(c, r.Case)+" CASE"]
	return there
}

func caseOf(c gdpr.ControllerID, id gdpr.ID) string { return fmt.Sprintf("%s#CASE#%s", c, id) }

// mail is the invariants of one mail.
func (a *audit) mail(l arrival) {
	own := fmt.Sprintf("%s#MESSAGE#%s MESSAGE", l.Controller, l.id())
	m, there := a.records[own]
	if !there {
		a.expect(false, "mail %s is lost", l.ID)
		return
	}
	pointer := caseOf(l.Controller, m.Case) + " MESSAGE#" + string(l.id())
	a.seen[own], a.seen[pointer], a.seen["object "+m.Held] = true, true, true
	term := fmt.Sprintf("%s#MESSAGE#%s TERM#MESSAGE", l.Controller, l.id())
	a.expect(a.records[term].End == m.Expires && a.records[term].Subject == m.Subject, "the term record of mail %s does not tell of it", l.ID)
	a.seen[term] = true
	head, pointed := a.records[caseOf(l.Controller, m.Case)+" CASE"], a.records[pointer]
	a.expect(head.PK != "", "mail %s is in a case that is not there", l.ID)
	a.expect(pointed.PK != "", "the case of mail %s does not know of it", l.ID)
	a.expect(m.Expires == head.Expires, "mail %s ends at %d, its case at %d", l.ID, m.Expires, head.Expires)
	a.expect(pointed.Expires == 0, "the pointer to mail %s ends by itself, and not with its case", l.ID)
	a.expect(m.Size == int64(len(l.raw)), "mail %s has %d bytes, and came with %d", l.ID, m.Size, len(l.raw))
	a.expect((m.Answer == "") == (m.Withheld != ""), "mail %s: answer %q, withheld %q", l.ID, m.Answer, m.Withheld)
	a.expect(m.Subject == string(a.subject(l)), "mail %s is not its sender's", l.ID)
	a.sealed(l, m)
	a.answer(l, m)
}

// sealed is that the raw mail opens to what came in, without the IP addresses of its way,
// under its sender's key, and that what was read of it opens too.
func (a *audit) sealed(l arrival, m record) {
	value := struct {
		Value []byte `dynamodbav:"value"`
	}{}
	decode(a.t, a.tables[a.keys][fmt.Sprintf("[%s#KEY#%s]", l.Controller, m.Subject)], &value)
	o, there := a.objects[m.Held]
	if !there || len(value.Value) != seal.KeySize {
		a.expect(false, "mail %s: object %t, key of %d bytes", l.ID, there, len(value.Value))
		return
	}
	raw, err := seal.Key(value.Value).Open(o.Body, m.Held)
	came := bytes.Clone(l.raw)
	inbox.BlankTraces(came)
	a.expect(err == nil && bytes.Equal(raw, came), "mail %s opens to %d bytes, %v", l.ID, len(raw), err)
	a.expect(!bytes.Contains(o.Body, []byte("Subject")), "mail %s is not sealed", l.ID)
	stored, err := a.messages().Message(a.t.Context(), l.Controller, l.id())
	a.expect(err == nil && stored.Mail.Text == inbound.Read(l.raw).Text, "mail %s reads %d characters, %v", l.ID, len(stored.Mail.Text), err)
}

// answer is that a mail has the one answer that it is to have.
func (a *audit) answer(l arrival, m record) {
	entry := m.Answer
	if m.Answer == string(outbox.RequestAdded) {
		entry += "-" + string(l.id())
	}
	for key, r := range a.records {
		if r.Answers != l.id() {
			continue
		}
		a.seen[key] = true
		a.expect(key == caseOf(l.Controller, m.Case)+" MAIL#"+entry && r.Kind == m.Answer, "mail %s is answered by %s, and was to be by %q", l.ID, r.SK, m.Answer)
		entry = "" // whatever comes after is one too many
	}
	_, silent := a.records[fmt.Sprintf("%s#COUNTER#answer-%s QUIET", l.Controller, m.Subject)]
	a.expect(m.Answer == "" || silent, "mail %s is answered, and its sender not silent", l.ID)
	a.expect(m.Answer == "" || entry == "", "the answer to mail %s was not ordered", l.ID)
}

// head is the invariants of one case.
func (a *audit) head(r record) {
	a.seen[r.PK+" CASE"] = true
	pointers, begins, began := 0, 0, 0
	for key, other := range a.records {
		if other.PK != r.PK {
			continue
		}
		name, _, _ := strings.Cut(other.SK, "#")
		switch name {
		case "LINK", "MESSAGE": // a link ends before, a pointer has no end of its own
		case "TERM":
			a.seen[key] = true
			a.expect(other.End == r.Expires, "%s tells of %d, its case ends at %d", key, other.End, r.Expires)
		default:
			a.expect(other.Expires == r.Expires, "%s ends at %d, its case at %d", key, other.Expires, r.Expires)
		}
		switch name {
		case "MESSAGE":
			pointers++
			if other.Joined != true {
				begins++
			}
		case "EVENT":
			a.seen[key] = true
			if on := rights.Event(other.On); on == rights.Receive || on == rights.SetAside || on == rights.File {
				began++
			}
		case "MAIL":
			a.seen[key] = a.seen[key] || other.Answers == "" // a step's own
		}
	}
	a.expect(pointers == r.Messages && pointers <= 25, "%s counts %d mails, and has %d", r.PK, r.Messages, pointers)
	a.expect(began == 1, "%s began %d times", r.PK, began)
	a.expect(begins == 1 || begins == 0 && r.Channel != string(rights.ByMail), "%s began by %d mails", r.PK, begins)
}

const layout = "2006-01-02T15:04:05.000Z"

// quiet is that a sender's silence is a day from the last answer, and that no two
// answers lie closer.
func (a *audit) quiet(r record) {
	a.seen[r.PK+" "+r.SK] = true
	c, _, what := r.parts()
	var sent []time.Time
	for _, m := range a.records {
		of, kind, _ := m.parts()
		if of != c || kind != "MESSAGE" || m.Answer == "" || "answer-"+m.Subject != what {
			continue
		}
		for _, order := range a.records {
			if _, _, id := m.parts(); string(order.Answers) == id {
				sent = append(sent, instant(a.t, order.Created))
			}
		}
	}
	slices.SortFunc(sent, time.Time.Compare)
	for i := range sent {
		a.expect(i == 0 || sent[i].Sub(sent[i-1]) >= day, "%s is answered at %s and %s", what, sent[max(0, i-1)], sent[i])
	}
	a.expect(len(sent) > 0 && instant(a.t, r.Until).Equal(sent[len(sent)-1].Add(day)), "%s is silent until %s after %d answers", what, r.Until, len(sent))
}

const day = 24 * time.Hour

// strangers is that nothing else lies there.
func (a *audit) strangers() {
	for key, r := range a.records {
		a.expect(a.seen[key] || strings.HasPrefix(r.SK, "LINK#"), "%s belongs to nothing", key)
	}
	for key := range a.objects {
		a.expect(a.seen["object "+key] || strings.HasSuffix(key, "/"+setup), "%s belongs to nothing", key)
	}
	if text := a.log.String(); strings.Contains(text, "@example") || strings.Contains(text, "slett") {
		a.expect(false, "the log tells of somebody: %s", text)
	}
}

// setup is what SES leaves in each folder that a rule puts mail into.
const setup = "AMAZON_SES_SETUP_NOTIFICATION"
