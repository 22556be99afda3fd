package holding_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

const megabyte = 1 << 20

func sender(r holding.Ref) access.Actor {
	return access.Actor{Controller: r.Controller, ID: "sender", Sender: r.String()}
}

// announced is a world with an application that awaits one file.
func announced(t *testing.T, file holding.Announced) (*world, holding.Ref, gdpr.ID) {
	t.Helper()
	w := newWorld(t)
	a := application(t)
	a.Files = []holding.Announced{file}
	r, err := w.Apply(t.Context(), tretoen, a)
	if err != nil || len(r.Uploads) != 1 {
		t.Fatalf("%v, %d uploads", err, len(r.Uploads))
	}
	return w, r.Record.Ref, r.Uploads[0].File
}

func (w *world) file(r holding.Ref, id gdpr.ID) holding.File {
	for _, f := range w.store.held[r].Files {
		if f.ID == id {
			return f
		}
	}
	return holding.File{}
}

const pdf = "application/pdf"

func TestWhatIsUploadedIsTakenIfItIsWhatWasAnnouncedAndDeclared(t *testing.T) {
	open, named := holding.Announced{Kind: "cv"}, holding.Announced{Kind: "cv", Name: "cv.pdf", Type: pdf, Size: 5}
	for _, test := range []struct {
		outcome string
		file    holding.Announced
		sent    *content
		want    []string
	}{
		{"as announced", named, &content{pdf, "%PDF-"}, nil},
		{"of no announced type", open, &content{"image/png", "png"}, nil},
		{"of exactly the bound", open, &content{pdf, strings.Repeat("a", 10*megabyte)}, nil},
		{"never uploaded", named, nil, []string{"/file file_missing"}},
		{"of 0 bytes", named, &content{"", ""}, []string{"/file file_empty"}},
		{"over the bound by one", open, &content{pdf, strings.Repeat("a", 10*megabyte+1)}, []string{"/file file_size 10"}},
		{"of another type than announced", named, &content{"image/png", "12345"}, []string{"/file file_content"}},
		{"of another length than announced", named, &content{pdf, "1234"}, []string{"/file file_length"}},
		{"of another length and type", named, &content{"application/zip", "1234"}, []string{"/file file_length", "/file file_content"}},
		{"of a type that is not declared", open, &content{"application/zip", "zip"}, []string{"/file file_type pdf, docx, odt, jpeg, png, txt"}},
		{"of no type that is known", open, &content{"", "xx"}, []string{"/file file_type pdf, docx, odt, jpeg, png, txt"}},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w, r, id := announced(t, test.file)
			if test.sent != nil {
				w.files.quarantine[id] = *test.sent
			}
			before := w.store.snapshot()
			f, err := w.Collect(t.Context(), sender(r), r, id)
			if len(w.files.quarantine) != 0 {
				t.Error("an upload lies in quarantine")
			}
			if test.want != nil {
				w.faulty(before, err, test.want...)
				if len(w.files.admitted) != 0 || w.file(r, id).Held() {
					t.Error("it is held")
				}
				return
			}
			if stored := w.file(r, id); err != nil || f != stored || !f.Held() || f.Digest != digest(test.sent.text) || f.Type != test.sent.kind ||
				f.Name != test.file.Name || f.Size != int64(len(test.sent.text)) {
				t.Errorf("%+v, %v", f, err)
			}
			if _, there := w.files.admitted[id]; !there {
				t.Error("it is not admitted")
			}
		})
	}
}

func TestAnotherFileCanBeSentInPlaceOfOneThatWasRefused(t *testing.T) {
	w, r, id := announced(t, holding.Announced{Kind: "cv"})
	w.files.quarantine[id] = content{"application/zip", "zip"}
	if _, err := w.Collect(t.Context(), sender(r), r, id); gdpr.KindOf(err) != gdpr.Invalid {
		t.Fatal(err)
	}
	w.files.quarantine[id] = content{pdf, "pdf"}
	if f, err := w.Collect(t.Context(), sender(r), r, id); err != nil || !f.Held() {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestAFileUploadedTwiceIsHeldOnce(t *testing.T) {
	w, r, id := announced(t, holding.Announced{Kind: "cv"})
	w.files.quarantine[id] = content{pdf, "first"}
	first, err := w.Collect(t.Context(), sender(r), r, id)
	if err != nil {
		t.Fatal(err)
	}
	w.files.quarantine[id] = content{pdf, "second"}
	again, err := w.Collect(t.Context(), sender(r), r, id)
	if err != nil || again != first || len(w.files.quarantine) != 0 || w.files.admitted[id].text != "first" {
		t.Errorf("%+v, %v; quarantine %v", again, err, w.files.quarantine)
	}
}

func TestAFileThatChangesWhileItIsCheckedIsCheckedAgain(t *testing.T) {
	w, r, id := announced(t, holding.Announced{Kind: "cv"})
	w.files.quarantine[id] = content{pdf, "good"}
	w.files.before = func(what string) error {
		if what == "Admit" {
			w.files.before = nil
			w.files.quarantine[id] = content{"application/zip", "evil"}
		}
		return nil
	}
	if _, err := w.Collect(t.Context(), sender(r), r, id); !is(err, gdpr.Conflict, gdpr.CodeChanged) || len(w.files.admitted) != 0 {
		t.Fatalf("%v, admitted %v", err, w.files.admitted)
	}
	if _, err := w.Collect(t.Context(), sender(r), r, id); gdpr.KindOf(err) != gdpr.Invalid || w.file(r, id).Held() {
		t.Errorf("%v", err)
	}
}

// Whatever call fails, before or after it did its work, doing it again finishes it.
func TestACrashWhileAFileIsTakenInLosesNothing(t *testing.T) {
	down := errors.New("down")
	for _, at := range []string{"Inspect", "Admit", "Hold, not stored", "Hold, answer lost"} {
		t.Run(at, func(t *testing.T) {
			w, r, id := announced(t, holding.Announced{Kind: "cv"})
			w.files.quarantine[id] = content{pdf, "text"}
			w.files.before = func(what string) error {
				if what == at {
					return down
				}
				return nil
			}
			switch at {
			case "Hold, not stored":
				w.store.fates = []fate{notStored}
			case "Hold, answer lost":
				w.store.fates = []fate{answerLost}
			}
			if _, err := w.Collect(t.Context(), sender(r), r, id); err == nil {
				t.Fatal("it went well")
			}
			w.files.before = nil
			f, err := w.Collect(t.Context(), sender(r), r, id)
			if err != nil || f != w.file(r, id) || !f.Held() || w.files.admitted[id].text != "text" || len(w.files.quarantine) != 0 {
				t.Errorf("%+v, %v", f, err)
			}
		})
	}
}

func TestAnUploadThatCannotBeDeletedIsNotCalledRefused(t *testing.T) {
	w, r, id := announced(t, holding.Announced{Kind: "cv"})
	w.files.quarantine[id] = content{"application/zip", "zip"}
	w.files.before = func(what string) error {
		if what == "Refuse" {
			return errDown
		}
		return nil
	}
	if _, err := w.Collect(t.Context(), sender(r), r, id); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Errorf("%v", err)
	}
}

func TestAFileThatWasGivenUpIsNotTaken(t *testing.T) {
	w, r, id := announced(t, holding.Announced{Kind: "cv"})
	w.files.quarantine[id] = content{pdf, "text"}
	w.at(start.Add(24 * time.Hour))
	for what, file := range map[string]gdpr.ID{"given up": id, "never announced": gdpr.NewID()} {
		if _, err := w.Collect(t.Context(), sender(r), r, file); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if uploads, err := w.Offer(t.Context(), sender(r), r, nil); err != nil || len(uploads) != 0 {
		t.Errorf("%v, %v", uploads, err)
	}
}

func TestOnlyTheSenderAndWhoeverAddsGetsFilesIn(t *testing.T) {
	w, r, id := announced(t, holding.Announced{Kind: "cv"})
	other := w.appliedWith(func() holding.Application { a := application(t); a.Address = ola; return a }())
	elsewhere := sender(r)
	elsewhere.Controller = mojob
	for outcome, test := range map[string]struct {
		by access.Actor
		ok bool
	}{
		"the sender":                {sender(r), true},
		"a portal":                  {portal, true},
		"a recruiter":               {recruiter, true},
		"another's sender":          {sender(other.Ref), false},
		"a sender elsewhere":        {elsewhere, false},
		"the privacy role":          {privacy, false},
		"sales":                     {sales, false},
		"a contact person":          {contact(tretoen, kari), false},
		"another scope":             {machine(tretoen, access.ScopeActivities), false},
		"a recruiter elsewhere":     {role(mojob, "recruiter"), false},
		"nobody":                    {access.Actor{}, false},
		"nobody of this controller": {access.Actor{Controller: tretoen}, false},
	} {
		calls := len(w.store.calls)
		uploads, err := w.Offer(t.Context(), test.by, r, nil)
		if (err == nil) != test.ok || test.ok && len(uploads) != 1 {
			t.Errorf("%s: %v, %v", outcome, uploads, err)
		}
		sent, sentErr := w.Sent(t.Context(), test.by, r)
		if own := outcome == "the sender"; own != (sentErr == nil) || own != (len(sent.Uploads) == 1) || sent.Record.Fields != nil {
			t.Errorf("%s sees %+v, %v", outcome, sent, sentErr)
		}
		if _, err := w.Collect(t.Context(), test.by, r, id); (gdpr.KindOf(err) == gdpr.Invalid) != test.ok {
			t.Errorf("%s: %v", outcome, err)
		}
		if !test.ok && (len(w.store.calls) != calls || gdpr.KindOf(err) != gdpr.Forbidden) {
			t.Errorf("%s: %v after %v", outcome, err, w.store.calls[calls:])
		}
	}
}

func TestMoreFilesAreTakenUpToWhatTheKindMayHave(t *testing.T) {
	w, r, id := announced(t, holding.Announced{Kind: "cv"})
	w.files.quarantine[id] = content{pdf, "text"}
	if _, err := w.Collect(t.Context(), sender(r), r, id); err != nil {
		t.Fatal(err)
	}
	more := []holding.Announced{{Kind: "cv", Name: "b.pdf", Type: pdf, Size: 4}}
	first, err := w.Offer(t.Context(), recruiter, r, more)
	if err != nil || len(first) != 1 || len(w.store.held[r].Files) != 2 {
		t.Fatalf("%v, %v", first, err)
	}
	// The same again is the same.
	again, err := w.Offer(t.Context(), recruiter, r, more)
	if err != nil || len(again) != 1 || again[0].File != first[0].File || len(w.store.held[r].Files) != 2 {
		t.Errorf("%v, %v", again, err)
	}
	before := w.store.snapshot()
	_, err = w.Offer(t.Context(), recruiter, r, []holding.Announced{{Kind: "cv", Name: "c.pdf"}, {Kind: "cv", Type: "video/mp4"}})
	w.faulty(before, err, "/files/0/kind too_many_items 2", "/files/1/kind too_many_items 2", "/files/1/type file_type pdf, docx, odt, jpeg, png, txt")
}

func TestARestrictedApplicationTakesNoFiles(t *testing.T) {
	w, r, id := announced(t, holding.Announced{Kind: "cv"})
	w.files.quarantine[id] = content{pdf, "text"}
	if _, err := w.Restrict(t.Context(), privacy, r); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Offer(t.Context(), sender(r), r, nil); !is(err, gdpr.Forbidden, gdpr.CodeRestricted) {
		t.Errorf("offered: %v", err)
	}
	if _, err := w.Collect(t.Context(), sender(r), r, id); !is(err, gdpr.Forbidden, gdpr.CodeRestricted) {
		t.Errorf("collected: %v", err)
	}
}

func TestAFileIsHandedOutOnlyWhenItsReadingIsStored(t *testing.T) {
	w, r, id := announced(t, holding.Announced{Kind: "cv", Name: "../min/cv.pdf"})
	if _, err := w.Fetch(t.Context(), recruiter, r, id); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("awaited: %v", err)
	}
	w.files.quarantine[id] = content{pdf, "text"}
	if _, err := w.Collect(t.Context(), sender(r), r, id); err != nil {
		t.Fatal(err)
	}
	if d, err := w.Fetch(t.Context(), recruiter, r, id); err != nil || d.URL == "" || len(w.store.readings[r]) != 1 || w.store.readings[r][0].Actor != recruiter.ID {
		t.Errorf("%+v, %v, readings %v", d, err, w.store.readings[r])
	}
	w.store.fates = []fate{notStored}
	if d, err := w.Fetch(t.Context(), recruiter, r, id); err == nil || d.URL != "" || len(w.files.handed) != 1 {
		t.Errorf("without a reading: %+v, %v", d, err)
	}
	for _, by := range []access.Actor{privacy, sales, portal, sender(r), contact(tretoen, kari)} {
		if _, err := w.Fetch(t.Context(), by, r, id); gdpr.KindOf(err) != gdpr.Forbidden && gdpr.KindOf(err) != gdpr.NotFound {
			t.Errorf("%s: %v", by.ID, err)
		}
	}
	if len(w.files.handed) != 1 {
		t.Errorf("handed out %d times", len(w.files.handed))
	}
}

func TestNamesOfFilesAreSafeToSaveUnder(t *testing.T) {
	for _, test := range []struct{ name, media, want string }{
		{"Min CV.pdf", pdf, "Min CV.pdf"},
		{"cv.PDF", pdf, "cv.pdf"},
		{"søknad.jpeg", "image/jpeg", "søknad.jpeg"},
		{"", pdf, "cv.pdf"},
		{"cv.exe", pdf, "cv.exe.pdf"},
		{"../../etc/passwd", "text/plain", "etc-passwd.txt"},
		{`C:\temp\cv.pdf`, pdf, "C--temp-cv.pdf"},
		{".htaccess", "text/plain", "htaccess.txt"},
		{"a\r\nSet-Cookie: x=1.txt", "text/plain", "aSet-Cookie- x=1.txt"},
		{"fdp.\u202eexe", pdf, "fdp.exe.pdf"},
		{`a"b;c%41.png`, "image/png", "a-b-c-41.png"},
		{"con.txt", "text/plain", "cv-con.txt"},
		{"LPT1", "image/png", "cv-LPT1.png"},
		{"....", pdf, "cv.pdf"},
		{strings.Repeat("ø", 150) + ".pdf", pdf, strings.Repeat("ø", 60) + ".pdf"},
		{"navn", "application/x-unknown", "navn"},
	} {
		f := holding.File{Kind: "cv", Name: gdpr.Private(test.name), Type: test.media}
		if got := f.SafeName().Reveal(); got != test.want {
			t.Errorf("%q of %s: %q, want %q", test.name, test.media, got, test.want)
		}
	}
}

func TestReferencesAndGrantsAreReadInOneFormOnly(t *testing.T) {
	w := newWorld(t)
	rec, profile := w.applied().Ref, w.registered().Ref
	for _, r := range []holding.Ref{rec, profile} {
		if got, ok := holding.ParseRef(r.Controller, r.String()); !ok || got != r {
			t.Errorf("%s reads %+v, %v", r, got, ok)
		}
	}
	id, owner := string(rec.ID), string(rec.Owner)
	for _, s := range []string{
		"", ".", "application", "application." + owner, "application." + owner + "." + strings.ToUpper(id), "application." + owner + "." + id + ".x",
		"profile." + owner + "." + id, "profile.", "profile.a#b", "secret." + owner, "application.a/b." + id, "application." + owner + "." + id[:25],
		"profile." + strings.Repeat("a", 81), "profile.A",
	} {
		if r, ok := holding.ParseRef(tretoen, s); ok {
			t.Errorf("%q reads %+v", s, r)
		}
	}
	grant, err := w.Grant(t.Context(), tretoen, rec)
	if err != nil {
		t.Fatal(err)
	}
	by, err := w.Granted(t.Context(), tretoen, grant)
	if err != nil || by.Sender != rec.String() || by.Controller != tretoen || by.ID == "" {
		t.Fatalf("%+v, %v", by, err)
	}
	if _, err := w.Offer(t.Context(), by, rec, nil); err != nil {
		t.Errorf("granted, and %v", err)
	}
}

func TestAGrantIsGoodForADayAndForItsRecordAlone(t *testing.T) {
	w := newWorld(t)
	rec := w.applied()
	grant, err := w.Grant(t.Context(), tretoen, rec.Ref)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(grant, ".")
	swap := func(i int, s string) string {
		changed := slices.Clone(parts)
		changed[i] = s
		return strings.Join(changed, ".")
	}
	for outcome, bad := range map[string]string{
		"empty": "", "cut": grant[:len(grant)-1], "longer": grant + "0", "another's": swap(2, string(gdpr.NewID())), "later": swap(3, "9999999999"),
		"the same later, spelled otherwise": swap(3, "0"+parts[3]), "no number": swap(3, "soon"), "no MAC": swap(4, ""), "of another class": swap(0, "agreement"),
	} {
		if by, err := w.Granted(t.Context(), tretoen, bad); !is(err, gdpr.NotFound, gdpr.CodeLink) || by.Sender != "" {
			t.Errorf("%s: %+v, %v", outcome, by, err)
		}
	}
	if _, err := w.Granted(t.Context(), mojob, grant); !is(err, gdpr.NotFound, gdpr.CodeLink) {
		t.Errorf("at another controller: %v", err)
	}
	w.at(start.Add(24*time.Hour - time.Second))
	if _, err := w.Granted(t.Context(), tretoen, grant); err != nil {
		t.Errorf("a second before: %v", err)
	}
	w.at(start.Add(24 * time.Hour))
	if _, err := w.Granted(t.Context(), tretoen, grant); !is(err, gdpr.NotFound, gdpr.CodeLink) {
		t.Errorf("after a day: %v", err)
	}
}
