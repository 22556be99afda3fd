package api

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
	"ordholden/internal/site"
)

// Requests is the routes of functions/rights, and the log's.
type Requests struct {
	API
	Desk rights.Desk
	Stop Stopping
	Log  Logbook
}

// Stopping stops erasures that are announced, as rights.Desk does.
type Stopping interface {
	// Stop stops it for whoever holds a link by which an address on file was told. Twice shows the
	// result again; once the erasure has begun it is gdpr.CodeState.
	Stop(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof) (rights.Case, error)
}

// Handler answers them.
func (a *Requests) Handler() http.Handler {
	to := &routes{otherwise: a.otherwise}
	a.route(to, "POST", "/v1/{controller}/requests", a.receive)
	a.route(to, "POST", "/v1/{controller}/requests/confirmation", a.confirm)
	a.route(to, "POST", "/v1/{controller}/requests/status", a.status)
	a.route(to, "POST", "/v1/{controller}/requests/stop", a.stop)
	a.logRoutes(to)
	return to
}

// How much of each field is taken, in characters.
const (
	maxName = 200
	maxText = 4000
)

// receive registers a request: always 202 and the same answer, whoever asks.
func (a *Requests) receive(c *call) error {
	in, err := c.read(requestForm)
	if err != nil {
		return err
	}
	asked := rights.Intake{
		Address:  in.address("email"),
		Name:     gdpr.Private(in.line("name", maxName)),
		Text:     gdpr.Private(in.text("text", maxText)),
		Language: c.language,
		Channel:  rights.ByAPI,
		Network:  c.r.RemoteAddr,
		Key:      c.key(in),
	}
	for _, r := range in.lines("rights") {
		asked.Rights = append(asked.Rights, gdpr.Right(printable(r)))
	}
	if c.format == formatForm {
		asked.Channel = rights.ByForm
	}
	in.faults = append(in.faults, asked.Check(c.controller)...)
	if err := in.err(); err != nil {
		return err
	}
	r, err := a.Desk.Receive(c.r.Context(), c.controller.ID, asked)
	if err != nil {
		return err
	}
	if c.page {
		c.see(site.PageSent)
		return nil
	}
	c.json(http.StatusAccepted, accepted{ID: string(r.ID), State: string(rights.Waiting)})
	return nil
}

// confirm carries out what the holder of the address says: that they asked, or
// that they did not.
func (a *Requests) confirm(c *call) error {
	in, err := c.read(proofForm(site.ARequest))
	if err != nil {
		return err
	}
	proof := readProof(in)
	says := rights.Decision(in.choice("choice", gdpr.FaultChoice, string(rights.Confirmed), string(rights.Refused)))
	if says == "" && !in.faulty("/choice") {
		in.fault("/choice", gdpr.FaultChoice, "")
	}
	if err := in.err(); err != nil {
		return err
	}
	held, err := a.Desk.Decide(c.r.Context(), c.controller.ID, proof, says)
	if err != nil {
		return err
	}
	return a.show(c, held)
}

// status shows a case to whoever holds its link.
func (a *Requests) status(c *call) error {
	in, err := c.read(statusForm)
	if err != nil {
		return err
	}
	proof := readProof(in)
	if err := in.err(); err != nil {
		return err
	}
	held, err := a.Desk.Follow(c.r.Context(), c.controller.ID, proof)
	if err != nil {
		return err
	}
	return a.show(c, held)
}

// stop stops an erasure that is announced. Scanners of mail send forms as they find them:
// one that nobody has answered stops nothing.
func (a *Requests) stop(c *call) error {
	in, err := c.read(proofForm(site.AStop))
	if err != nil {
		return err
	}
	proof := readProof(in)
	if says := in.choice("choice", gdpr.FaultMissing, "stop"); says == "" && c.format == formatForm && !in.faulty("/choice") {
		in.fault("/choice", gdpr.FaultMissing, "")
	}
	if err := in.err(); err != nil {
		return err
	}
	stopped, err := a.Stop.Stop(c.r.Context(), c.controller.ID, proof)
	if err != nil {
		return err
	}
	return a.show(c, stopped)
}

// readProof reads what a mail carried: the case, and its token or code.
func readProof(in *reader) gdpr.Proof {
	p := gdpr.Proof{Case: in.id("case"), Token: gdpr.Private(in.digest("token"))}
	if p.Case == "" && !in.faulty("/case") {
		in.fault("/case", gdpr.FaultMissing, "case")
	}
	typed := in.line("code", 40)
	if code, ok := gdpr.ParseCode(typed); ok {
		p.Code = gdpr.Private(code)
	} else if typed != "" {
		in.fault("/code", gdpr.CodeCodeWrong, "")
	} else if p.Token == "" && !in.faulty("/token") {
		in.fault("/code", gdpr.FaultMissing, "code")
	}
	return p
}

// requestCase is a case as JSON. It holds no personal data.
type requestCase struct {
	Case     string         `json:"case"`
	State    string         `json:"state"`
	Rights   []string       `json:"rights"`
	Received time.Time      `json:"received"`
	Deadline deadline       `json:"deadline"`
	Until    *time.Time     `json:"until,omitempty"` // of an erasure that is announced: when it begins
	Outcomes []settledRight `json:"outcomes"`
	Joined   string         `json:"joined,omitempty"`
	History  []event        `json:"history"`
}

// settledRight is what became of one right that was asked for, as its person sees it.
type settledRight struct {
	Right  string    `json:"right"`
	Result string    `json:"result"`
	At     time.Time `json:"at"`
}

type deadline struct {
	Due   time.Time `json:"due"`
	Steps []step    `json:"steps"`
}

type step struct {
	Rule string `json:"rule"`
	Day  string `json:"day"`
	Text string `json:"text"`
}

type event struct {
	At time.Time `json:"at"`
	On string    `json:"event"`
}

func (a *Requests) show(c *call, held rights.Case) error {
	due := a.Desk.Deadline(held.Request)
	if c.page {
		c.html(http.StatusOK, site.Case(c.view(), site.CaseView{
			Number: held.ID, Workflow: held.Workflow, Until: held.Until, Outcomes: held.Outcomes, Rights: held.Rights, Received: held.Received,
			Deadline: due, History: held.History, Joined: held.Joined,
		}))
		return nil
	}
	c.json(http.StatusOK, newCase(held, due, c.language))
	return nil
}

func newCase(held rights.Case, due rights.Deadline, l gdpr.Language) requestCase {
	out := requestCase{
		Case: string(held.ID), State: string(held.Workflow), Rights: rightNames(held.Rights),
		Received: held.Received, Deadline: newDeadline(due, l), Joined: string(held.Joined), Outcomes: []settledRight{}, History: []event{},
	}
	if held.Workflow == rights.Cooling {
		out.Until = moment(held.Until)
	}
	for _, o := range held.Outcomes {
		out.Outcomes = append(out.Outcomes, settledRight{string(o.Right), string(o.Result), o.At})
	}
	for _, e := range held.History {
		out.History = append(out.History, event{At: e.At, On: string(e.On)})
	}
	return out
}

// requestForm is the form again.
func requestForm(values url.Values) redraw {
	return func(v site.View, e *gdpr.Error) []byte {
		return site.Request(v, site.RequestForm{Key: gdpr.NewID(), Values: values, Faults: e.Faults})
	}
}

// proofForm is the form again that asks whether it was the person. What was
// chosen stays chosen; the code is to be typed anew.
func proofForm(what site.What) func(url.Values) redraw {
	return func(values url.Values) redraw {
		values.Del("code")
		what := what
		if choice := values.Get("choice"); what == site.ARenewal && (choice == string(questions) || choice == string(consent.Affirm)) {
			what = site.AnAffirmation // which is answered at the same address
		}
		return func(v site.View, e *gdpr.Error) []byte {
			return site.Confirm(v, site.ProofForm{What: what, Values: values, Faults: e.Faults, Wrong: wrong(e)})
		}
	}
}

func statusForm(values url.Values) redraw {
	values.Del("code")
	return func(v site.View, e *gdpr.Error) []byte {
		return site.Status(v, site.ProofForm{Values: values, Faults: e.Faults, Wrong: wrong(e)})
	}
}

// wrong is what was wrong with a proof as a whole, "" where the faults say it.
func wrong(e *gdpr.Error) gdpr.Code {
	if e.Code == gdpr.CodeInvalid {
		return ""
	}
	return e.Code
}
