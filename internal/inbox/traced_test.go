package inbox_test

import (
	"bytes"
	"fmt"
	"testing"

	"ordholden/internal/seal"
)

func TestM12_ALetterIsKeptWithoutTheAddressesItCameThrough(t *testing.T) {
	b := setUp(t)
	l := b.wrote(mojob, "traced", "kari@example.no", "Innsyn", "Jeg vil ha innsyn.",
		"Received", "from home (home.example.com [127.88.77.66]) by mx.example.com", "X-Originating-IP", "[2001:db8:1234:5678:9abc:def0:1111:2222]")
	b.take(b.arrives(l))
	k := b.all()
	stored, err := b.messages().Message(t.Context(), mojob, l.id())
	if err != nil {
		t.Fatal(err)
	}
	value := struct {
		Value []byte `dynamodbav:"value"`
	}{}
	decode(t, k.tables[b.keys][fmt.Sprintf("[%s#KEY#%s]", mojob, b.subject(l))], &value)
	raw, err := seal.Key(value.Value).Open(k.objects[stored.Held].Body, stored.Held)
	if err != nil || !bytes.Contains(raw, []byte("Jeg vil ha innsyn.")) || !bytes.Contains(raw, []byte("home.example.com")) {
		t.Fatalf("the letter opens to %q, %v", raw, err)
	}
	for _, address := range []string{"127.88.77.66", "2001:db8:1234:5678:9abc:def0:1111:2222"} {
		if bytes.Contains(raw, []byte(address)) {
			t.Errorf("kept is %s", address)
		}
	}
}
