package opendsr_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/opendsr"
)

// The names are OpenDSR 2.0's, letter by letter (formats.md): a recipient's program knows no others.
func TestTheWordsOnTheWireAreThoseOfOpenDSR(t *testing.T) {
	for _, of := range []struct {
		body any
		want string
	}{
		{opendsr.Request{}, "api_version extensions regulation status_callback_urls subject_identities subject_request_id subject_request_type submitted_time"},
		{opendsr.Identity{}, "identity_format identity_type identity_value"},
		{opendsr.Created{}, "controller_id encoded_request expected_completion_time received_time subject_request_id"},
		{opendsr.Status{}, "api_version controller_id expected_completion_time extensions request_status results_count results_url status_callback_url subject_request_id"},
		{opendsr.Discovery{}, "api_version processor_certificate supported_extensions supported_identities supported_subject_request_types"},
	} {
		var names []string
		for f := range reflect.TypeOf(of.body).NumField() {
			name, _, _ := strings.Cut(reflect.TypeOf(of.body).Field(f).Tag.Get("json"), ",")
			names = append(names, name)
		}
		slices.Sort(names)
		if got := strings.Join(names, " "); got != of.want {
			t.Errorf("%T has %s\nwant %s", of.body, got, of.want)
		}
	}
	words := []string{
		opendsr.Version, opendsr.HeaderDomain, opendsr.HeaderSignature, opendsr.TypeErasure, opendsr.TypeAccess,
		opendsr.Pending, opendsr.InProgress, opendsr.Completed, opendsr.Cancelled,
	}
	want := []string{
		"2.0", "X-OpenDSR-Processor-Domain", "X-OpenDSR-Signature", "erasure", "access", "pending", "in_progress", "completed", "cancelled",
	}
	if !slices.Equal(words, want) {
		t.Errorf("%q, want %q", words, want)
	}
}
