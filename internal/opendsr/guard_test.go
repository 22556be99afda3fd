package opendsr

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
)

// Where we can be made to call (OWASP, server-side request forgery).

func TestEndpointsAreHostsThatHaveACertificate(t *testing.T) {
	for address, good := range map[string]bool{
		"https://dsr.example.com":               true,
		"https://dsr.example.com/":              true,
		"https://dsr.example.com:8443/v2":       true,
		"http://localhost:9000":                 true,
		"http://127.0.0.1:9000":                 true,
		"https://127.0.0.1:9000":                true,
		"http://[::1]:9000":                     true,
		"":                                      false,
		"dsr.example.com":                       false,
		"http://dsr.example.com":                false,
		"file:///etc/passwd":                    false,
		"file://localhost/etc/passwd":           false,
		"ftp://dsr.example.com":                 false,
		"https://":                              false,
		"https://user:secret@dsr.example.com":   false,
		"https://dsr.example.com?x=y":           false,
		"https://dsr.example.com#x":             false,
		"https://DSR.example.com":               false,
		"https://169.254.169.254":               false,
		"http://169.254.169.254/latest":         false,
		"https://10.0.0.1":                      false,
		"https://[fd00:ec2::254]":               false,
		"https://2.2.2.2":                       false,
		"http://localhost.example.com":          false,
		"http://localhost@dsr.example.com":      false,
		"https:dsr.example.com":                 false,
		"gopher://localhost:70":                 false,
		"https://dsr.example.com\r\nHost: evil": false,
	} {
		all, err := ParseEndpoints("mojob/customers=" + address)
		if (err == nil) != good {
			t.Errorf("%q: %v", address, err)
		}
		if good && all.of("mojob", "customers") == nil {
			t.Errorf("%q leads nowhere", address)
		}
	}
}

func TestEndpointsAreReadAsTheyAreWritten(t *testing.T) {
	all, err := ParseEndpoints(" mojob/customers=https://a.example.com , tretoen/customer=https://b.example.com/v2")
	if err != nil || all.of("mojob", "customers").Host != "a.example.com" || all.of("tretoen", "customer").Path != "/v2" {
		t.Errorf("got %v, %v", all, err)
	}
	if all.of("mojob", "customer") != nil || all.of("nobody", "customers") != nil {
		t.Error("an endpoint of nobody")
	}
	if none, err := ParseEndpoints("  "); err != nil || len(none) != 0 {
		t.Errorf("nothing is %v, %v", none, err)
	}
	for _, setting := range []string{
		"customers=https://a.example.com", "/customers=https://a.example.com", "mojob/=https://a.example.com", "mojob/a/b=https://a.example.com",
		"mojob/customers", ",", "mojob/customers=https://a.example.com,mojob/customers=https://b.example.com",
	} {
		if _, err := ParseEndpoints(setting); err == nil {
			t.Errorf("%q is taken", setting)
		}
	}
}

// A host name can be made to lead anywhere: what counts is the address that is dialed.
func TestNoHostNameLeadsIntoAnInnerNetwork(t *testing.T) {
	for to, c := range map[string]struct{ public, here bool }{
		"93.184.215.14:443":           {true, true},
		"[2606:2800:21f:cb07::1]:443": {true, true},
		"127.0.0.1:80":                {false, true},
		"[::1]:80":                    {false, true},
		"[::ffff:127.0.0.1]:80":       {false, true},
		"169.254.169.254:80":          {false, false},
		"[::ffff:169.254.169.254]:80": {false, false},
		"[fd00:ec2::254]:80":          {false, false},
		"[fe80::1]:80":                {false, false},
		"10.1.2.3:443":                {false, false},
		"172.16.0.1:443":              {false, false},
		"192.168.1.1:443":             {false, false},
		"100.64.0.1:443":              {false, false},
		"0.0.0.0:80":                  {false, false},
		"[::]:80":                     {false, false},
		"255.255.255.255:80":          {false, false},
		"224.0.0.1:80":                {false, false},
		"dsr.example.com:443":         {false, false},
		"":                            {false, false},
	} {
		if got := allowed(to, false) == nil; got != c.public {
			t.Errorf("%s for a public host: %t", to, got)
		}
		if got := allowed(to, true) == nil; got != c.here {
			t.Errorf("%s for this machine: %t", to, got)
		}
	}
}

// issue makes a certificate, signed by another one or by itself.
func issue(t *testing.T, change func(*x509.Certificate), key crypto.Signer, by *x509.Certificate, byKey crypto.Signer) (*x509.Certificate, []byte) {
	t.Helper()
	c := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "dsr.example.com"},
		NotBefore: noon.Add(-time.Hour), NotAfter: noon.Add(time.Hour), DNSNames: []string{"dsr.example.com"},
	}
	change(c)
	if by == nil {
		by, byKey = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, by, key.Public(), byKey)
	if err != nil {
		t.Fatal(err)
	}
	made, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return made, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

var noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)

func elliptical(t *testing.T) crypto.Signer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func authority(c *x509.Certificate) {
	c.IsCA, c.BasicConstraintsValid, c.KeyUsage = true, true, x509.KeyUsageCertSign
	c.DNSNames, c.Subject.CommonName = nil, "An authority"
}

func nothing(*x509.Certificate) {}

func TestACertificateIsGoodNowForTheDomainAndFromARoot(t *testing.T) {
	rootKey, middleKey, key := elliptical(t), elliptical(t), elliptical(t)
	root, _ := issue(t, authority, rootKey, nil, nil)
	middle, middleText := issue(t, authority, middleKey, root, rootKey)
	roots := x509.NewCertPool()
	roots.AddCert(root)
	_, good := issue(t, nothing, key, root, rootKey)
	_, below := issue(t, nothing, key, middle, middleKey)
	_, self := issue(t, nothing, key, nil, nil)
	strangerKey := elliptical(t)
	stranger, _ := issue(t, authority, strangerKey, nil, nil)
	_, foreign := issue(t, nothing, key, stranger, strangerKey)
	_, elsewhere := issue(t, func(c *x509.Certificate) { c.DNSNames = []string{"evil.example.com"} }, key, root, rootKey)
	_, nameless := issue(t, func(c *x509.Certificate) { c.DNSNames = nil }, key, root, rootKey) // a common name is no name (RFC 9525)
	_, over := issue(t, func(c *x509.Certificate) { c.NotAfter = noon.Add(-time.Second) }, key, root, rootKey)
	_, early := issue(t, func(c *x509.Certificate) { c.NotBefore = noon.Add(time.Second) }, key, root, rootKey)
	for name, c := range map[string]struct {
		text []byte
		good bool
	}{
		"from a root":                {good, true},
		"over one between":           {append(below, middleText...), true},
		"without the one between":    {below, false},
		"the one between first":      {append(append([]byte{}, middleText...), below...), false},
		"its own":                    {self, false},
		"from another root":          {foreign, false},
		"for another domain":         {elsewhere, false},
		"for no domain":              {nameless, false},
		"over":                       {over, false},
		"not yet good":               {early, false},
		"a key in its place":         {pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")}), false},
		"garbage in PEM":             {pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("x")}), false},
		"nothing":                    {nil, false},
		"a page":                     {[]byte("<html>"), false},
		"with text before and after": {append(append([]byte("Subject: x\n"), good...), "\nEnd"...), true},
	} {
		if _, err := readCertificate(c.text, "dsr.example.com", roots, noon); (err == nil) != c.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASignatureIsOfTheKeyTheDomainAndEveryByte(t *testing.T) {
	long, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	at, _ := url.Parse("https://dsr.example.com:8443/v2")
	body := []byte(`{"a":1}`)
	digest := sha256.Sum256(body)
	signed := func(key crypto.Signer, what []byte, how crypto.SignerOpts) string {
		s, err := key.Sign(rand.Reader, what, how)
		if err != nil {
			t.Fatal(err)
		}
		return base64.StdEncoding.EncodeToString(s)
	}
	curve := elliptical(t)
	for name, c := range map[string]struct {
		key       crypto.Signer
		domain    string
		signature string
		body      string
		good      bool
	}{
		"RSA":                   {long, "dsr.example.com", signed(long, digest[:], crypto.SHA256), `{"a":1}`, true},
		"ECDSA":                 {curve, "dsr.example.com", signed(curve, digest[:], crypto.SHA256), `{"a":1}`, true},
		"another key":           {elliptical(t), "dsr.example.com", signed(curve, digest[:], crypto.SHA256), `{"a":1}`, false},
		"a short key":           {short, "dsr.example.com", signed(short, digest[:], crypto.SHA256), `{"a":1}`, false},
		"a key of another kind": {edwards, "dsr.example.com", signed(edwards, digest[:], crypto.Hash(0)), `{"a":1}`, false},
		"another domain":        {curve, "evil.example.com", signed(curve, digest[:], crypto.SHA256), `{"a":1}`, false},
		"a domain with a port":  {curve, "dsr.example.com:8443", signed(curve, digest[:], crypto.SHA256), `{"a":1}`, false},
		"no domain":             {curve, "", signed(curve, digest[:], crypto.SHA256), `{"a":1}`, false},
		"another byte":          {curve, "dsr.example.com", signed(curve, digest[:], crypto.SHA256), `{"a":2}`, false},
		"a byte more":           {curve, "dsr.example.com", signed(curve, digest[:], crypto.SHA256), `{"a":1} `, false},
		"no signature":          {curve, "dsr.example.com", "", `{"a":1}`, false},
		"a cut signature":       {curve, "dsr.example.com", signed(curve, digest[:], crypto.SHA256)[:40], `{"a":1}`, false},
		"no base 64":            {curve, "dsr.example.com", strings.Repeat("*", 96), `{"a":1}`, false},
	} {
		certificate, _ := issue(t, nothing, c.key, nil, nil)
		h := http.Header{HeaderDomain: nil}
		h.Set(HeaderDomain, c.domain)
		h.Set(HeaderSignature, c.signature)
		if err := verify(certificate, at, h, []byte(c.body)); (err == nil) != c.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestErrorsSayWhoSeesToThem(t *testing.T) {
	for _, c := range []struct {
		err     error
		retried bool
	}{
		{errSignature, true}, {errDomain, true}, {errCertificate, true}, {errForm, true}, {errID, true}, {errEncoded, true},
		{errTooLarge, true}, {errRedirect, true}, {errForbidden, true}, {&refusal{503}, true}, {&refusal{404}, true},
		{errUnsupported, false}, {errDiscovery, false}, {&refusal{403}, false},
	} {
		if got := gdpr.KindOf(explain(c.err)); (got == gdpr.Unavailable) != c.retried || got == gdpr.Conflict {
			t.Errorf("%v is of kind %d", c.err, got)
		}
	}
	if explain(nil) != nil {
		t.Error("nothing is an error")
	}
}
