package controller

import (
	"testing"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
)

func version(id gdpr.ControllerID, v Version, mailbox, host string, digests ...Digest) *Declaration {
	d := &Declaration{ID: id, Version: v, Mailbox: mailbox, Hosts: []string{host}}
	for _, digest := range digests {
		d.Notices = append(d.Notices, NoticeRef{Audience: Visitors, Language: gdpr.Bokmal, Digest: digest})
	}
	return d
}

var (
	a10 = version("a", Version{1, 0}, "old@a.example.no", "old.a.example.no", "a10", "shared")
	a19 = version("a", Version{1, 9}, "post@a.example.no", "a.example.no", "a19", "shared")
	a20 = version("a", Version{1, 10}, "post@a.example.no", "a.example.no", "a20")
	b10 = version("b", Version{1, 0}, "post@b.example.no", "b.example.no", "b10")
)

func TestRegistryFindsTheNewestWhateverTheOrder(t *testing.T) {
	for name, r := range map[string]*Registry{
		"in order":     New(a10, a19, a20, b10),
		"out of order": New(b10, a20, a10, a19),
	} {
		t.Run(name, func(t *testing.T) {
			if d, ok := r.Current("a"); !ok || d != a20 {
				t.Errorf("current: %+v", d)
			}
			if _, ok := r.Current("c"); ok {
				t.Error("found an unknown controller")
			}
			if d, ok := r.Version("a", Version{1, 9}); !ok || d != a19 {
				t.Errorf("version: %+v", d)
			}
			if _, ok := r.Version("b", Version{1, 9}); ok {
				t.Error("found an unknown version")
			}
			if got := r.Newest(); len(got) != 2 || got[0] != a20 || got[1] != b10 {
				t.Errorf("newest: %v", got)
			}
			if got := r.All(); len(got) != 4 || got[0] != a10 || got[3] != b10 {
				t.Errorf("all: %v", got)
			}
		})
	}
}

func TestMailboxAndHostAreFoundInAnyCase(t *testing.T) {
	r := New(a10, a20, b10)
	for _, address := range []string{"post@a.example.no", "POST@A.Example.NO"} {
		if d, ok := r.ByMailbox(address); !ok || d != a20 {
			t.Errorf("%s: %+v", address, d)
		}
	}
	for _, host := range []string{"b.example.no", "B.EXAMPLE.NO", "b.example.no:443"} {
		if d, ok := r.ByHost(host); !ok || d != b10 {
			t.Errorf("%s: %+v", host, d)
		}
	}
}

func TestWhatOnlyAnOlderVersionNamedIsNoLongerTheControllers(t *testing.T) {
	r := New(a10, a20)
	if d, ok := r.ByMailbox("old@a.example.no"); ok {
		t.Errorf("mailbox: %+v", d)
	}
	if d, ok := r.ByHost("old.a.example.no"); ok {
		t.Errorf("host: %+v", d)
	}
	if d, ok := r.ByMailbox(""); ok {
		t.Errorf("no address: %+v", d)
	}
}

func TestNoticeIsFoundInItsVersionAndOnlyForItsController(t *testing.T) {
	r := New(a10, a19, a20, b10)
	if d, ref, ok := r.Notice("a", "a10"); !ok || d != a10 || ref.Digest != "a10" {
		t.Errorf("old: %+v", d)
	}
	if d, _, ok := r.Notice("a", "shared"); !ok || d != a19 {
		t.Errorf("words that did not change belong to the newest that has them: %+v", d)
	}
	if d, _, ok := r.Notice("b", "a10"); ok {
		t.Errorf("another controller's: %+v", d)
	}
	if d, _, ok := r.Notice("a", ""); ok {
		t.Errorf("no digest: %+v", d)
	}
}

func TestVersionsReadBackAndKeepTheirOrder(t *testing.T) {
	part := rapid.IntRange(0, 65535)
	rapid.Check(t, func(t *rapid.T) {
		v := Version{part.Draw(t, "major"), part.Draw(t, "minor")}
		w := Version{part.Draw(t, "major"), part.Draw(t, "minor")}
		if back, err := ParseVersion(v.String()); err != nil || back != v {
			t.Errorf("%s read as %s, %v", v, back, err)
		}
		if v != w && v.Less(w) == w.Less(v) {
			t.Errorf("%s and %s: neither or both come first", v, w)
		}
	})
	for _, s := range []string{"", "1", "1.", ".1", "1.0.0", "01.0", "1.00", "+1.0", "v1.0", "1,0", "1.65536"} {
		if v, err := ParseVersion(s); err == nil {
			t.Errorf("%q read as %s", s, v)
		}
	}
}
