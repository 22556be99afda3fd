package dynamo_test

import (
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

func TestWhatDoesNotFitIsRefusedInWords(t *testing.T) {
	b := ahead(t)
	ctx, s := t.Context(), b.holdings()
	long := strings.Repeat("å", 195_000) // 390,000 bytes
	p := b.profile(mojob, kari)
	p.Fields = values("summary", long[:388_000])
	if err := s.Put(ctx, p, kari); err != nil {
		t.Fatalf("what just fits: %v", err)
	}
	sameRecord(t, p, b.read(p.Ref))
	to := p
	to.Fields = values("summary", long)
	wantKind(t, b.change(p, to), gdpr.TooLarge, gdpr.CodeTooLarge)
	r, given := b.application(tretoen, ola)
	r.Fields = values("letter", long)
	_, _, err := s.Apply(ctx, r, ola, given, "")
	wantKind(t, err, gdpr.TooLarge, gdpr.CodeTooLarge)
	r, given = b.application(tretoen, ola)
	r.Files[0].Name = gdpr.Private(long)
	_, _, err = s.Apply(ctx, r, ola, given, "")
	wantKind(t, err, gdpr.TooLarge, gdpr.CodeTooLarge)
	for range 100 {
		r.Files = append(r.Files, b.awaited("certificate", "x.pdf"))
	}
	r.Files = r.Files[1:]
	_, _, err = s.Apply(ctx, r, ola, given, "")
	wantKind(t, err, gdpr.Invalid, gdpr.CodeInvalid)
	sameRecord(t, p, b.read(p.Ref))
	if n := len(b.stored()); n != 3 {
		t.Errorf("%d items, want the profile's three", n)
	}
}

func TestAHundredItemsAreOneTransactionStill(t *testing.T) {
	b := ahead(t)
	r, given := b.application(tretoen, kari)
	r.Files = nil
	for range 90 {
		r.Files = append(r.Files, b.awaited("certificate", strings.Repeat("ø", 100)+".pdf"))
	}
	stored, fresh, err := b.holdings().Apply(t.Context(), r, kari, given, "")
	if err != nil || !fresh || len(b.read(stored.Ref).Files) != 90 {
		t.Errorf("fresh %t, %v", fresh, err)
	}
}
