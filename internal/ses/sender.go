// Package ses owns sending mail through Amazon SES.
package ses

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/aws-sdk-go-v2/service/ses/types"
	"golang.org/x/net/idna"
)

// timeout is how long one mail may take; after it the outcome is explained like
// any other loss of the answer.
const timeout = 10 * time.Second

// Sender sends finished messages, each to one person. SES knows no idempotency:
// the same message sent twice arrives twice. So a Sender never tries again by
// itself; whoever calls it decides by the Outcome.
type Sender struct {
	Client           *ses.Client // without retries, as New makes it
	ConfigurationSet string
}

// New is a Sender from the environment of a function; see client.
func New(configurationSet string) Sender {
	return Sender{Client: client(), ConfigurationSet: configurationSet}
}

// Send hands over one raw RFC 5322 message for one person and returns the id
// that SES gave it: it is accepted then, not yet delivered. The tags come back
// on every event about the message. The error, if any, is an *Error, whose text
// holds no address and may be logged.
func (s Sender) Send(ctx context.Context, from, to string, raw []byte, tags map[string]string) (messageID string, err error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	ctx, wire := watch(ctx)
	to, err = asciiDomain(to)
	if err != nil {
		return "", &Error{Outcome: Permanent, Err: err}
	}
	out, err := s.Client.SendRawEmail(ctx, &ses.SendRawEmailInput{
		Source:               aws.String(from),
		Destinations:         []string{to},
		RawMessage:           &types.RawMessage{Data: raw},
		ConfigurationSetName: aws.String(s.ConfigurationSet),
		Tags:                 messageTags(tags),
	})
	if err != nil {
		return "", &Error{Outcome: explain(err, wire.progress()), Err: err}
	}
	if id := aws.ToString(out.MessageId); id != "" {
		return id, nil
	}
	return "", &Error{Outcome: Unknown, Err: errors.New("the answer names no message")}
}

// asciiDomain writes the domain of an address as SES takes it: without SMTPUTF8,
// a name such as frøya.no travels as xn--frya-hra.no.
func asciiDomain(address string) (string, error) {
	at := strings.LastIndexByte(address, '@')
	domain, err := idna.Lookup.ToASCII(address[at+1:])
	if err != nil {
		return "", fmt.Errorf("domain of the recipient: %w", err)
	}
	return address[:at+1] + domain, nil
}

// messageTags are in order of name, so that the same mail is the same request.
func messageTags(tags map[string]string) []types.MessageTag {
	list := make([]types.MessageTag, 0, len(tags))
	for _, name := range slices.Sorted(maps.Keys(tags)) {
		list = append(list, types.MessageTag{Name: aws.String(name), Value: aws.String(tags[name])})
	}
	return list
}
