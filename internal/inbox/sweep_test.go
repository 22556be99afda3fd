package inbox_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	locals3 "ordholden/infra/local/s3"
	"ordholden/internal/gdpr"
)

func TestASweepTakesInWhatNoNoticeHasToldOf(t *testing.T) {
	b := setUp(t)
	lost := b.arrives(b.wrote(mojob, "lost", kari, "Sletting", erasure))
	b.mustPut("incoming/mojob/" + setup)
	b.mustPut("held/mojob/another")
	b.clock.advance(time.Hour)
	young := b.arrives(b.wrote(mojob, "young", kari, "Sletting", erasure))
	if n, err := b.desk().Sweep(t.Context(), b.files()); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	if !b.stands(lost) || b.lies(lost) || b.stands(young) || !b.lies(young) {
		t.Error("not the old one alone was taken in")
	}
	m := b.message(lost)
	if m.Trust != "untrusted" || !m.Received.Equal(lost.Received) || m.Answer != "request-confirm" {
		t.Errorf("%s, received %s, answered by %q", m.Trust, m.Received, m.Answer)
	}
	if left := b.bucket.Keys(bucketName, "incoming/mojob/A"); !slices.Equal(left, []string{"incoming/mojob/" + setup}) {
		t.Errorf("left: %q", left)
	}
}

// Mail that can never be taken in, and more of it than one sweep takes, lies before
// all other: that has its turn all the same.
func TestH17_WhatFailsEachTimeKeepsNothingElseWaiting(t *testing.T) {
	b := setUp(t)
	for i := range 120 {
		b.mustPut(fmt.Sprintf("incoming/aaa/%d", i))
	}
	l := b.arrives(b.wrote(mojob, "one", kari, "Sletting", erasure))
	b.clock.advance(time.Hour)
	for range 100 {
		if _, err := b.desk().Sweep(t.Context(), b.files()); err == nil {
			t.Fatal("nobody is told of what fails")
		}
		if b.stands(l) {
			return
		}
	}
	t.Error("it is never taken in")
}

// mustPut puts something into the bucket, stored now.
func (b bench) mustPut(key string) {
	b.t.Helper()
	if err := b.bucket.Put(bucketName, key, locals3.Object{Body: []byte("x"), Modified: b.clock.Now()}); err != nil {
		b.t.Fatal(err)
	}
}

func TestANoticeOfWhatIsNotThereComesAgain(t *testing.T) {
	b := setUp(t)
	l := b.wrote(mojob, "one", kari, "Sletting", erasure)
	if err := b.desk().Take(t.Context(), l.Notice); gdpr.KindOf(err) != gdpr.NotFound {
		t.Errorf("%v", err)
	}
	b.take(b.arrives(l))
	b.take(l) // whoever is late is told nothing
	if wrong := b.wrongs(b.all(), l); len(wrong) > 0 {
		t.Error(wrong)
	}
}
