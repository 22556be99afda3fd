package dynamo

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// caseItem is the head of a request. Ids, codes and times stand in clear, for lists and for
// the ledger that is left when the person is gone; whatever anybody wrote is sealed.
type caseItem struct {
	headItem
	Rights      []string         `dynamodbav:"rights"`
	Said        string           `dynamodbav:"said"`
	Language    string           `dynamodbav:"language"`
	Channel     string           `dynamodbav:"channel"`
	Network     string           `dynamodbav:"network,omitempty"`
	Received    string           `dynamodbav:"received"`
	Registered  string           `dynamodbav:"registered,omitempty"`
	Against     string           `dynamodbav:"against,omitempty"`
	Workflow    string           `dynamodbav:"workflow"`
	Identity    string           `dynamodbav:"identity"`
	Delivery    string           `dynamodbav:"delivery,omitempty"`
	Decided     string           `dynamodbav:"decided,omitempty"`
	Joined      string           `dynamodbav:"joined,omitempty"`
	Messages    int              `dynamodbav:"messages,omitempty"` // mails that came in
	Revision    int              `dynamodbav:"revision,omitempty"` // 1 of a new one; none of those from before there were any
	Extended    string           `dynamodbav:"extended,omitempty"`
	Told        string           `dynamodbav:"extendedTold,omitempty"` // since when the extension counts
	First       string           `dynamodbav:"extendedFirst,omitempty"`
	To          string           `dynamodbav:"extendedTo,omitempty"`
	Notice      *postedItem      `dynamodbav:"extendedNotice,omitempty"`
	Announced   *postedItem      `dynamodbav:"announced,omitempty"`
	Wrote       string           `dynamodbav:"wrote,omitempty"`
	Looked      string           `dynamodbav:"looked,omitempty"`
	Nudged      int              `dynamodbav:"nudged,omitempty"`
	Before      string           `dynamodbav:"before,omitempty"`
	PausedFrom  string           `dynamodbav:"pausedFrom,omitempty"`
	PausedTo    string           `dynamodbav:"pausedTo,omitempty"`
	Replied     string           `dynamodbav:"pausedReplied,omitempty"`
	Question    *postedItem      `dynamodbav:"pausedNotice,omitempty"`
	Assignee    string           `dynamodbav:"assignee,omitempty"`
	Outcomes    []outcomeItem    `dynamodbav:"outcomes,omitempty"`
	Corrections []correctionItem `dynamodbav:"corrections,omitempty"`
	Notices     []noticeItem     `dynamodbav:"notices,omitempty"`
	Until       string           `dynamodbav:"until,omitempty"`
	Erasure     string           `dynamodbav:"erasure,omitempty"`
	Restricted  []string         `dynamodbav:"restricted,omitempty"`
	Reminded    int              `dynamodbav:"reminded,omitempty"`
	Queue       string           `dynamodbav:"queue,omitempty"` // of the index queue, by Deadline
	Deadline    string           `dynamodbav:"deadline,omitempty"`
	Agenda      string           `dynamodbav:"agenda,omitempty"` // of the index due, by Due: only while there is something to do
	Due         string           `dynamodbav:"due,omitempty"`
	Way         string           `dynamodbav:"way,omitempty"`
	Follows     string           `dynamodbav:"follows,omitempty"`
	Forgotten   string           `dynamodbav:"forgotten,omitempty"` // since when nothing sealed is left
}

// casesMoved is what a move may change of a head. When somebody last wrote, or replied, is none of it: only
// the mails that come in say that.
var casesMoved = []string{
	"rights", "against", "language", "workflow", "identity", "delivery", "decided", "joined", "expires", "revision",
	"extended", "pausedFrom", "pausedTo", "assignee", "outcomes", "corrections", "notices", "until", "erasure",
	"restricted", "reminded", "queue", "deadline", "agenda", "due",
	"extendedTold", "extendedFirst", "extendedTo", "extendedNotice", "announced", "looked", "nudged", "before",
	"pausedNotice",
}

// postedItem is how the mails stand on which a time limit hangs.
type postedItem struct {
	From  string `dynamodbav:"from"`
	Open  int    `dynamodbav:"open,omitempty"`
	Taken int    `dynamodbav:"taken,omitempty"`
}

func postedToItem(p rights.Posted) *postedItem {
	if p.From.IsZero() {
		return nil
	}
	return &postedItem{stamp(p.From), p.Open, p.Taken}
}

func (it *postedItem) posted(t *times) rights.Posted {
	if it == nil {
		return rights.Posted{}
	}
	return rights.Posted{From: t.of(it.From), Open: it.Open, Taken: it.Taken}
}

type outcomeItem struct {
	Right  string        `dynamodbav:"right"`
	Result string        `dynamodbav:"result"`
	At     string        `dynamodbav:"at"`
	By     string        `dynamodbav:"by"`
	Ground string        `dynamodbav:"ground,omitempty"`
	Kept   []keptOfRight `dynamodbav:"kept,omitempty"`
}

type keptOfRight struct {
	Class   string `dynamodbav:"class"`
	Ground  string `dynamodbav:"ground"`
	Article string `dynamodbav:"article,omitempty"`
	Until   string `dynamodbav:"until,omitempty"`
}

type correctionItem struct {
	Item  string `dynamodbav:"item"`
	Field string `dynamodbav:"field"`
	State string `dynamodbav:"state,omitempty"`
}

type noticeItem struct {
	ID        string `dynamodbav:"id"`
	Recipient string `dynamodbav:"recipient"`
	Way       string `dynamodbav:"way"`
	About     string `dynamodbav:"about,omitempty"`
	State     string `dynamodbav:"state"`
	Tries     int    `dynamodbav:"tries,omitempty"`
	Sent      string `dynamodbav:"sent,omitempty"`
	Heard     string `dynamodbav:"heard,omitempty"`
	Lifts     bool   `dynamodbav:"lifts,omitempty"`
}

// newCase is the head of a case that begins, with what is sealed of it.
func newCase(r rights.Request, who person, history []rights.Entry) (caseItem, error) {
	it := caseToItem(r)
	for _, e := range history {
		it.Log = append(it.Log, logLine(e.At, string(e.On)))
	}
	var err error
	it.Sealed, err = sealJSON(who.key, it.PK, it.SK, caseToPersonal(r), maxSealed)
	return it, err
}

// caseToItem is all of a head that stands in clear.
func caseToItem(r rights.Request) caseItem {
	pk := partition(r.Controller, kindCase, string(r.ID))
	it := caseItem{
		headItem: headItem{item: item{PK: pk, SK: kindCase, Expires: r.Expires}, Subject: string(r.Subject)},
		Rights:   rightsToItem(r.Rights), Said: r.Said, Language: string(r.Language), Channel: string(r.Channel),
		Network: r.Network, Received: stamp(r.Received), Registered: stamp(r.Registered), Against: string(r.Against),
		Workflow: string(r.Workflow), Identity: string(r.Identity), Delivery: string(r.Delivery),
		Decided: stamp(r.Decided), Joined: string(r.Joined), Revision: max(r.Revision, 1),
		Extended: stamp(r.Extended.At), PausedFrom: stamp(r.Pause.From), PausedTo: stamp(r.Pause.To),
		Replied: stamp(r.Pause.Replied), Question: postedToItem(r.Pause.Notice), Assignee: r.Assignee,
		Until: stamp(r.Until), Erasure: string(r.Erasure), Restricted: r.Restricted, Reminded: r.Reminded,
		Told: stamp(r.Extended.Told), First: stamp(r.Extended.First), To: stamp(r.Extended.To),
		Notice: postedToItem(r.Extended.Notice), Announced: postedToItem(r.Announced),
		Wrote: stamp(r.Wrote), Looked: stamp(r.Looked), Nudged: r.Nudged, Before: string(r.Before),
		Queue: agenda(r.Controller, string(r.Queue())), Deadline: stamp(r.Deadline),
		Way: string(r.Way), Follows: string(r.Follows),
	}
	if r.Deadline.IsZero() {
		it.Deadline = it.Received // nobody has counted it yet: it comes first, rather than never
	}
	if !r.Next.IsZero() {
		it.Agenda, it.Due = agenda(r.Controller, agendaCase), stamp(r.Next)
	}
	for _, o := range r.Outcomes {
		it.Outcomes = append(it.Outcomes, outcomeToItem(o))
	}
	for _, c := range r.Corrections {
		it.Corrections = append(it.Corrections, correctionItem{c.Item, c.Field, string(c.State)})
	}
	for _, n := range r.Notices {
		it.Notices = append(it.Notices, noticeItem{
			string(n.ID), n.Recipient, n.Way, string(n.About), string(n.State), n.Tries, stamp(n.Sent), stamp(n.Heard), n.Lifts,
		})
	}
	return it
}

func outcomeToItem(o rights.Outcome) outcomeItem {
	it := outcomeItem{Right: string(o.Right), Result: string(o.Result), At: stamp(o.At), By: o.By, Ground: string(o.Ground)}
	for _, k := range o.Kept {
		it.Kept = append(it.Kept, keptOfRight{k.Class, k.Ground, k.Article, stamp(k.Until)})
	}
	return it
}

// requestFrom reads a case as it lies there, opened as far as the person's key opens it.
func (s Cases) requestFrom(ctx context.Context, d *dossier) (rights.Request, error) {
	var it caseItem
	if err := decode(d.head, &it); err != nil {
		return rights.Request{}, err
	}
	r, err := it.request(d.controller, d.id)
	if err != nil || it.Forgotten != "" {
		return r, err
	}
	open, err := s.opener(ctx, d)
	if err != nil {
		return r, err
	}
	var p casePersonal
	if err := open(it.Sealed, it.item, &p); err != nil {
		return r, err
	}
	return r, p.into(&r)
}

// request is the part of a case that stands in clear.
func (it caseItem) request(c gdpr.ControllerID, id gdpr.ID) (rights.Request, error) {
	t := &times{}
	r := rights.Request{
		ID: id, Controller: c, Rights: rightsFromItem(it.Rights), Said: it.Said, Subject: gdpr.SubjectID(it.Subject),
		Language: gdpr.Language(it.Language), Channel: rights.Channel(it.Channel), Network: it.Network,
		Received: t.of(it.Received), Registered: t.of(it.Registered), Against: rights.Against(it.Against),
		Workflow: rights.Workflow(it.Workflow), Identity: rights.Identity(it.Identity), Delivery: rights.Delivery(it.Delivery),
		Decided: t.of(it.Decided), Joined: gdpr.ID(it.Joined), Expires: it.Expires, Revision: max(it.Revision, 1),
		Extended: rights.Extension{
			At: t.of(it.Extended), Told: t.of(it.Told), First: t.of(it.First), To: t.of(it.To), Notice: it.Notice.posted(t),
		},
		Announced: it.Announced.posted(t), Wrote: t.of(it.Wrote), Looked: t.of(it.Looked), Nudged: it.Nudged,
		Before:   rights.Workflow(it.Before),
		Pause:    rights.Pause{From: t.of(it.PausedFrom), To: t.of(it.PausedTo), Replied: t.of(it.Replied), Notice: it.Question.posted(t)},
		Assignee: it.Assignee, Until: t.of(it.Until), Erasure: gdpr.ID(it.Erasure), Restricted: it.Restricted,
		Reminded: it.Reminded, Next: t.of(it.Due), Way: rights.Way(it.Way), Follows: gdpr.ID(it.Follows),
	}
	if it.Deadline != it.Received {
		r.Deadline = t.of(it.Deadline)
	}
	for _, o := range it.Outcomes {
		r.Outcomes = append(r.Outcomes, o.outcome(t))
	}
	for _, c := range it.Corrections {
		r.Corrections = append(r.Corrections, rights.Correction{Item: c.Item, Field: c.Field, State: rights.Ruling(c.State)})
	}
	for _, n := range it.Notices {
		r.Notices = append(r.Notices, rights.Notice{
			ID: gdpr.ID(n.ID), Recipient: n.Recipient, Way: n.Way, About: gdpr.Right(n.About), State: rights.NoticeState(n.State),
			Tries: n.Tries, Sent: t.of(n.Sent), Heard: t.of(n.Heard), Lifts: n.Lifts,
		})
	}
	return r, t.err
}

func (it outcomeItem) outcome(t *times) rights.Outcome {
	o := rights.Outcome{
		Right: gdpr.Right(it.Right), Result: rights.Result(it.Result), At: t.of(it.At), By: it.By, Ground: rights.Ground(it.Ground),
	}
	for _, k := range it.Kept {
		o.Kept = append(o.Kept, rights.Kept{Class: k.Class, Ground: k.Ground, Article: k.Article, Until: t.of(k.Until)})
	}
	return o
}

// times reads the times of one item, and keeps the first that is none.
type times struct{ err error }

func (t *times) of(s string) time.Time {
	at, err := unstamp(s)
	if err != nil && t.err == nil {
		t.err = err
	}
	return at
}

// opener opens what is sealed of an item of a dossier into a value, and leaves the value as
// it is where the person's key is gone, or is a newer one: the person has been erased then,
// and the ledger says nothing of whom it was about.
type opener func(sealed []byte, at item, into any) error

// opener asks for the person's key once for a dossier.
func (t *Table) opener(ctx context.Context, d *dossier) (opener, error) {
	k, err := t.Keys.existing(ctx, d.controller, d.subject)
	if isErased(err) {
		return func([]byte, item, any) error { return nil }, nil
	}
	return func(sealed []byte, at item, into any) error {
		plain, err := k.Open(sealed, place(at.PK, at.SK))
		if isErased(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("open: %w", err)
		}
		return json.Unmarshal(plain, into)
	}, err
}

func rightsToItem(rs []gdpr.Right) []string {
	var out []string
	for _, r := range rs {
		out = append(out, string(r))
	}
	return out
}

func rightsFromItem(ss []string) []gdpr.Right {
	var out []gdpr.Right
	for _, s := range ss {
		out = append(out, gdpr.Right(s))
	}
	return out
}
