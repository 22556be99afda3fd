package ses

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"ordholden/infra/local/ses/inbox"
)

// tagShape is what SES takes as name and value of a message tag; a value may hold dots and at signs too.
var (
	tagName  = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
	tagValue = regexp.MustCompile(`^[A-Za-z0-9_.@-]{1,256}$`)
)

// tagLimit is how many tags a message may carry.
const tagLimit = 50

// checkTags refuses tags that SES would refuse.
func checkTags(tags []inbox.Tag) *apiError {
	if len(tags) > tagLimit {
		return invalid(fmt.Sprintf("More than %d message tags", tagLimit))
	}
	seen := map[string]bool{}
	for _, t := range tags {
		switch {
		case !tagName.MatchString(t.Name) || strings.HasPrefix(t.Name, "ses:"):
			return invalid("Invalid tag name <" + t.Name + ">")
		case !tagValue.MatchString(t.Value):
			return invalid("Invalid tag value <" + t.Value + ">")
		case seen[t.Name]:
			return invalid("Duplicate tag name <" + t.Name + ">")
		}
		seen[t.Name] = true
	}
	return nil
}

// checkSender refuses every sender that is not verified, wherever the mail names one.
func (s *Server) checkSender(in call, m *mail) *apiError {
	senders, err := addresses(in.source)
	if err != nil {
		return invalid("Source is no address: " + err.Error())
	}
	var failed []string
	for _, a := range append(senders, m.addressesOf("From", "Sender", "Return-Path")...) {
		if !s.verified(a) && !slices.Contains(failed, a) {
			failed = append(failed, a)
		}
	}
	if len(failed) == 0 {
		return nil
	}
	return &apiError{http.StatusBadRequest, "MessageRejected",
		"Email address is not verified. The following identities failed the check in region " +
			strings.ToUpper(Region) + ": " + strings.Join(failed, ", ")}
}

// verified reports whether the address or its domain is an identity.
func (s *Server) verified(address string) bool {
	domain := address[strings.LastIndex(address, "@")+1:]
	return slices.ContainsFunc(s.cfg.Identities, func(identity string) bool {
		return strings.EqualFold(identity, domain) || strings.EqualFold(identity, address)
	})
}

// checkDestination returns the one address that the mail goes to. SES takes up to fifty; we send one mail to one
// person, so any other number is refused, and held against the caller.
func (s *Server) checkDestination(in call, m *mail) (string, *apiError) {
	list := m.addressesOf("To", "Cc", "Bcc")
	if len(in.destinations) > 0 {
		list = nil
		for _, d := range in.destinations {
			found, err := addresses(d)
			if err != nil {
				s.accuse("call: a destination that is no address")
				return "", invalid("A destination is no address: " + err.Error())
			}
			list = append(list, found...)
		}
	}
	if len(list) != 1 {
		s.accuse(fmt.Sprintf("call: %d destinations instead of one", len(list)))
		return "", invalid(fmt.Sprintf("This SES takes exactly one destination, not %d.", len(list)))
	}
	if strings.IndexFunc(list[0], func(r rune) bool { return r > '~' || r <= ' ' }) >= 0 {
		return "", invalid("The destination holds characters outside ASCII: write its domain in Punycode.")
	}
	return list[0], nil
}

// houseTags are the tags that each mail of ours carries, for its events to be understood.
var houseTags = []string{"controller", "case", "mail"}

// houseRules names what SES takes but we do not send.
func houseRules(id string, in call, m *mail, kept inbox.Message) []string {
	var broken []string
	rule := func(holds bool, breach string) {
		if !holds {
			broken = append(broken, "message "+id+": "+breach)
		}
	}
	for _, name := range []string{"Message-ID", "Date", "Subject"} {
		rule(m.get(name) != "", "no "+name)
	}
	submitted := m.get("Auto-Submitted")
	rule(submitted == "auto-replied" || submitted == "auto-generated", fmt.Sprintf("Auto-Submitted is %q", submitted))
	rule(m.get("X-Auto-Response-Suppress") == "All", "X-Auto-Response-Suppress is not All")
	rule(slices.Equal(m.all("X-Loop"), m.addressesOf("From")), "X-Loop is not From")
	references := strings.Fields(m.get("References"))
	rule(strings.HasSuffix(" "+m.get("References"), " "+m.get("Message-ID")), "References do not end in its Message-ID")
	if answered := m.get("In-Reply-To"); answered != "" {
		rule(slices.Contains(references, answered), "References lack what it answers")
		rule(submitted != "auto-generated", "an answer that is auto-generated")
	}
	rule(slices.Equal(m.addressesOf("To"), []string{kept.To}), "To is not the destination alone")
	rule(len(m.all("Cc"))+len(m.all("Bcc")) == 0, "it has Cc or Bcc")
	rule(strings.TrimSpace(kept.Text) != "", "no text part")
	rule(strings.TrimSpace(kept.HTML) != "", "no HTML part")
	rule(in.configurationSet != "", "no configuration set, so no events")
	for _, name := range houseTags {
		rule(kept.Tags[name] != "", "no tag "+name)
	}
	for _, fault := range kept.Faults {
		rule(false, "its structure: "+fault)
	}
	return broken
}
