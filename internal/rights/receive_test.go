package rights_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

func intake(asked ...gdpr.Right) rights.Intake {
	return rights.Intake{
		Address: "kari@example.com", Name: "Kari Eksempel", Rights: asked,
		Language: gdpr.Nynorsk, Channel: rights.ByForm, Network: "192.0.2.0/24",
	}
}

func TestARequestIsReceivedAtOnceAndWaits(t *testing.T) {
	w, in := newWorld(t), intake(gdpr.Erasure, gdpr.Access)
	in.Text = "Alt frå 2024."
	got, err := w.Desk.Receive(t.Context(), alfa, in)
	if err != nil {
		t.Fatal(err)
	}
	want := rights.Request{
		ID: got.ID, Controller: alfa, Rights: []gdpr.Right{gdpr.Access, gdpr.Erasure}, Address: in.Address, Name: in.Name, Text: in.Text,
		Said: got.Said, Subject: got.Subject, Language: gdpr.Nynorsk, Channel: rights.ByForm, Network: "192.0.2.0/24",
		Received: start.Truncate(time.Millisecond), Workflow: rights.Waiting, Identity: rights.Unproven, Expires: got.Expires, Revision: 1,
		Deadline: rights.Answer(start, w.Calendar).Due.UTC(), Next: time.Date(2026, time.December, 19, 12, 0, 0, 123000000, time.UTC),
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("received\n%+v\nwant\n%+v", got, want)
	}
	if end := got.Expires.Time(); !end.Equal(time.Date(2026, time.December, 21, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("ends %s where nobody confirms it", end)
	}
	if due := w.Deadline(got); !reflect.DeepEqual(due, rights.Answer(start, w.Calendar)) {
		t.Errorf("due %+v", due)
	}
}

func TestRightsAreKeptInOneOrderEachOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		asked := rapid.SliceOfN(rapid.SampledFrom(gdpr.Rights), 1, 12).Draw(rt, "asked")
		got, err := newWorld(t).Desk.Receive(t.Context(), alfa, intake(asked...))
		if err != nil {
			rt.Fatal(err)
		}
		want := slices.DeleteFunc(slices.Clone(gdpr.Rights), func(r gdpr.Right) bool { return !slices.Contains(asked, r) })
		if !slices.Equal(got.Rights, want) {
			rt.Fatalf("asked %v, received %v", asked, got.Rights)
		}
	})
}

func TestAFaultyRequestIsNotReceived(t *testing.T) {
	for _, test := range []struct {
		outcome    string
		controller gdpr.ControllerID
		asked      []gdpr.Right
		want       []gdpr.Fault
	}{
		{"nothing asked", alfa, nil, []gdpr.Fault{{Pointer: "/rights", Code: gdpr.FaultNoRight}}},
		{"what is no right", alfa, []gdpr.Right{gdpr.Access, "wealth"}, []gdpr.Fault{{Pointer: "/rights/1", Code: gdpr.FaultUnknownRight, Value: "wealth"}}},
		{"an empty one", alfa, []gdpr.Right{""}, []gdpr.Fault{{Pointer: "/rights/0", Code: gdpr.FaultUnknownRight}}},
		{"in capitals", alfa, []gdpr.Right{"ACCESS"}, []gdpr.Fault{{Pointer: "/rights/0", Code: gdpr.FaultUnknownRight, Value: "ACCESS"}}},
		{"what this controller does not declare", beta, []gdpr.Right{gdpr.Objection, gdpr.Access}, []gdpr.Fault{{Pointer: "/rights/0", Code: gdpr.FaultUnknownRight, Value: "objection"}}},
		{"several at once", beta, []gdpr.Right{"a", gdpr.Access, "b"}, []gdpr.Fault{
			{Pointer: "/rights/0", Code: gdpr.FaultUnknownRight, Value: "a"}, {Pointer: "/rights/2", Code: gdpr.FaultUnknownRight, Value: "b"}}},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w := newWorld(t)
			_, err := w.Desk.Receive(t.Context(), test.controller, intake(test.asked...))
			e, ok := errors.AsType[*gdpr.Error](err)
			if !ok || e.Kind != gdpr.Invalid || !reflect.DeepEqual(e.Faults, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
			if len(w.held) > 0 {
				t.Errorf("stored %v", w.held)
			}
		})
	}
}

func TestAnUnknownControllerReceivesNothing(t *testing.T) {
	w := newWorld(t)
	_, err := w.Desk.Receive(t.Context(), "gamma", intake(gdpr.Access))
	if e, ok := errors.AsType[*gdpr.Error](err); !ok || e.Kind != gdpr.NotFound || e.Code != gdpr.CodeController || len(w.held) > 0 {
		t.Errorf("%v, stored %v", err, w.held)
	}
}

func TestIdentityNumbersAreMaskedBeforeAnythingIsStored(t *testing.T) {
	n, _ := identityNumber("010190111")
	w, in := newWorld(t), intake(gdpr.Access)
	in.Text, in.Name = gdpr.Private("Eg er "+n+".\nHelsing Kari"), gdpr.Private("Kari "+n)
	got, err := w.Desk.Receive(t.Context(), alfa, in)
	if err != nil || got.Text.Reveal() != "Eg er •••••••••••.\nHelsing Kari" || got.Name.Reveal() != "Kari •••••••••••" {
		t.Errorf("received %q from %q, %v", got.Text.Reveal(), got.Name.Reveal(), err)
	}
	if strings.Contains(w.held[place{alfa, got.ID}].Said, n) {
		t.Errorf("the digest is made of the number")
	}
}

func TestTheSameKeyFindsTheSameRequest(t *testing.T) {
	w, in := newWorld(t), intake(gdpr.Access, gdpr.Erasure)
	n, _ := identityNumber("010190111")
	in.Key, in.Text = "the same form", gdpr.Private("Eg er "+n)
	w.loses = 1
	if _, err := w.Desk.Receive(t.Context(), alfa, in); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Hour)
	in.Rights, in.Network, in.Channel = []gdpr.Right{gdpr.Erasure, gdpr.Access, gdpr.Erasure}, "198.51.100.0/24", rights.ByAPI
	got, err := w.Desk.Receive(t.Context(), alfa, in)
	if err != nil || len(w.held) != 1 || !got.Received.Equal(start.Truncate(time.Millisecond)) {
		t.Errorf("%+v, %v, with %d cases", got, err, len(w.held))
	}
}

func TestTheSameKeyForSomethingElseIsAMismatch(t *testing.T) {
	for outcome, change := range map[string]func(*rights.Intake){
		"another right":    func(in *rights.Intake) { in.Rights = []gdpr.Right{gdpr.Erasure} },
		"one right more":   func(in *rights.Intake) { in.Rights = append(in.Rights, gdpr.Erasure) },
		"another text":     func(in *rights.Intake) { in.Text = "noko anna" },
		"another name":     func(in *rights.Intake) { in.Name = "Ola Eksempel" },
		"another language": func(in *rights.Intake) { in.Language = gdpr.English },
	} {
		t.Run(outcome, func(t *testing.T) {
			w, in := newWorld(t), intake(gdpr.Access)
			in.Key = "the same form"
			if _, err := w.Desk.Receive(t.Context(), alfa, in); err != nil {
				t.Fatal(err)
			}
			change(&in)
			_, err := w.Desk.Receive(t.Context(), alfa, in)
			if e, ok := errors.AsType[*gdpr.Error](err); !ok || e.Kind != gdpr.Mismatch || e.Code != gdpr.CodeKeyReused || len(w.held) != 1 {
				t.Errorf("%v, with %d cases", err, len(w.held))
			}
		})
	}
}

func TestNobodyElsesKeyFindsARequest(t *testing.T) {
	w, in := newWorld(t), intake(gdpr.Access)
	in.Key = "the same form"
	seen := map[gdpr.ID]bool{}
	for _, c := range []gdpr.ControllerID{alfa, beta} {
		for _, address := range []gdpr.Private{"kari@example.com", "ola@example.com"} {
			in.Address = address
			r, err := w.Desk.Receive(t.Context(), c, in)
			if err != nil {
				t.Fatal(err)
			}
			seen[r.ID] = true
		}
	}
	if len(seen) != 4 || len(w.held) != 4 {
		t.Errorf("%d ids of %d cases", len(seen), len(w.held))
	}
}
