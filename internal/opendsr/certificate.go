package opendsr

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Why an answer is not taken for the recipient's.
var (
	errCertificate = errors.New("opendsr: the certificate is none that can be trusted")
	errDomain      = errors.New("opendsr: it is signed in another domain's name")
	errSignature   = errors.New("opendsr: it is not signed, or the signature does not fit")
)

// minRSA is the shortest RSA key that is taken, in bits (NIST SP 800-57).
const minRSA = 2048

// readCertificate takes the first certificate of a PEM file if it is good now, is for the
// domain, and goes back to one of the roots, over the others of the file.
func readCertificate(text []byte, domain string, roots *x509.CertPool, now time.Time) (*x509.Certificate, error) {
	var leaf *x509.Certificate
	between := x509.NewCertPool()
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		one, err := x509.ParseCertificate(block.Bytes)
		if block.Type != "CERTIFICATE" || err != nil {
			return nil, errCertificate
		}
		if leaf == nil {
			leaf = one
		} else {
			between.AddCert(one)
		}
	}
	if leaf == nil {
		return nil, errCertificate
	}
	// What the key may be used for is left open: OpenDSR names no such use.
	if _, err := leaf.Verify(x509.VerifyOptions{
		DNSName: domain, Roots: roots, Intermediates: between, CurrentTime: now, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	}); err != nil {
		return nil, fmt.Errorf("%w: %w", errCertificate, err)
	}
	return leaf, nil
}

// verify reports why a body is not signed by the processor at an endpoint: the signature is
// looked at before a byte of the body is read (OpenDSR, "Callback authentication").
func verify(by *x509.Certificate, at *url.URL, h http.Header, body []byte) error {
	if h.Get(HeaderDomain) != at.Hostname() {
		return errDomain
	}
	signature, err := base64.StdEncoding.DecodeString(strings.TrimSpace(h.Get(HeaderSignature)))
	if err != nil {
		return errSignature
	}
	digest := sha256.Sum256(body)
	switch key := by.PublicKey.(type) {
	case *rsa.PublicKey:
		if key.N.BitLen() >= minRSA && rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], signature) == nil {
			return nil
		}
	case *ecdsa.PublicKey:
		if ecdsa.VerifyASN1(key, digest[:], signature) {
			return nil
		}
	}
	return errSignature
}
