package ses

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/infra/local/ses/inbox"
)

// bodyLimit bounds a call: the largest message, in base64 and URL escapes, and room for the rest.
const bodyLimit = 3 * messageLimit

// version is the only one the query API has.
const version = "2010-12-01"

// call is a SendRawEmail as it was asked for.
type call struct {
	source           string
	destinations     []string
	configurationSet string
	tags             []inbox.Tag
	raw              []byte
}

// serveAction answers a call of the query protocol.
func (s *Server) serveAction(w http.ResponseWriter, r *http.Request) {
	form, failure := readForm(w, r)
	if failure != nil {
		failure.write(w)
		return
	}
	fault := s.faults.take()
	if fault != nil && !s.strike(w, *fault) {
		return
	}
	in, failure := readCall(form)
	if failure != nil {
		s.accuse("call: " + failure.Message)
		failure.write(w)
		return
	}
	id, failure := s.send(in)
	switch {
	case failure != nil:
		failure.write(w)
	case fault != nil && fault.Kind == AcceptedLost:
		faulty.Drop(w)
	default:
		writeSent(w, id)
	}
}

// readForm checks what holds for every action.
func readForm(w http.ResponseWriter, r *http.Request) (url.Values, *apiError) {
	if !strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 ") {
		return nil, &apiError{http.StatusForbidden, "MissingAuthenticationToken", "Request is missing Authentication Token"}
	}
	r.Body = http.MaxBytesReader(w, r.Body, bodyLimit)
	if err := r.ParseForm(); err != nil {
		return nil, invalid("The request is not form-encoded: " + err.Error())
	}
	form := r.PostForm
	if action := form.Get("Action"); action != "SendRawEmail" || form.Get("Version") != version {
		return nil, &apiError{http.StatusBadRequest, "InvalidAction",
			"Could not find operation " + action + " for version " + form.Get("Version")}
	}
	return form, nil
}

// readCall reads the parameters.
func readCall(form url.Values) (call, *apiError) {
	in := call{
		source: form.Get("Source"), configurationSet: form.Get("ConfigurationSetName"),
		destinations: members(form, "Destinations.member."),
	}
	var err error
	if in.raw, err = base64.StdEncoding.DecodeString(form.Get("RawMessage.Data")); err != nil || len(in.raw) == 0 {
		return in, invalid("RawMessage.Data is not a message in base64")
	}
	for i := 1; form.Has(tagKey(i, "Name")); i++ {
		in.tags = append(in.tags, inbox.Tag{Name: form.Get(tagKey(i, "Name")), Value: form.Get(tagKey(i, "Value"))})
	}
	return in, checkTags(in.tags)
}

func tagKey(i int, part string) string { return "Tags.member." + strconv.Itoa(i) + "." + part }

// members reads a list of the query protocol: prefix1, prefix2 and on.
func members(form url.Values, prefix string) []string {
	var list []string
	for i := 1; form.Has(prefix + strconv.Itoa(i)); i++ {
		list = append(list, form.Get(prefix+strconv.Itoa(i)))
	}
	return list
}

// send does what SES does between call and answer: checks, keeps, publishes. It returns the message id.
func (s *Server) send(in call) (string, *apiError) {
	mail, failure := readMail(in.raw)
	if failure != nil {
		s.accuse("message: " + failure.Message)
		return "", failure
	}
	if failure := s.checkSender(in, mail); failure != nil {
		return "", failure
	}
	if in.configurationSet != "" && !slices.Contains(s.cfg.ConfigurationSets, in.configurationSet) {
		return "", &apiError{http.StatusBadRequest, "ConfigurationSetDoesNotExist",
			"Configuration set <" + in.configurationSet + "> does not exist."}
	}
	to, failure := s.checkDestination(in, mail)
	if failure != nil {
		return "", failure
	}
	now := s.cfg.Now().UTC()
	id := s.box.NewID(now)
	d := inbox.Delivery{
		From: mail.sender(in.source), To: to, ConfigurationSet: in.configurationSet, Tags: in.tags,
		OriginalID: mail.get("Message-ID"),
	}
	kept, err := s.box.Add(id, d, mail.stamped(id, now))
	if err != nil {
		s.cfg.Log.Error("keep a mail", "error", err)
		return "", unavailable
	}
	s.accuse(houseRules(id, in, mail, kept)...)
	s.publish(kept, mail)
	return id, nil
}
