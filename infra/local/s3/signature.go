package s3

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

const (
	algorithm  = "AWS4-HMAC-SHA256"
	dateLayout = "20060102T150405Z"
	// longest is how long an address may be signed for: seven days.
	longest = 7 * 24 * 60 * 60
)

// presigned is whether a request carries its signature in its address.
func presigned(r *http.Request) bool { return r.URL.Query().Has("X-Amz-Signature") }

// ofSignature is whether a parameter may stand in an address that is signed: the signature's own, and those that say how
// the answer's header is to be.
func ofSignature(name string) bool {
	return strings.HasPrefix(name, "X-Amz-") || strings.HasPrefix(name, "response-")
}

// scope is what a credential names: who, and for which day, region and service.
type scope struct{ key, day, region string }

// scopeOf reads <key>/<day>/<region>/s3/aws4_request.
func scopeOf(credential string) (scope, bool) {
	parts := strings.Split(credential, "/")
	if len(parts) != 5 || parts[3] != "s3" || parts[4] != "aws4_request" {
		return scope{}, false
	}
	return scope{parts[0], parts[1], parts[2]}, true
}

var (
	unsigned    = &fault{http.StatusForbidden, "AccessDenied", "Access Denied"}
	malformed   = &fault{http.StatusBadRequest, "AuthorizationQueryParametersError", "Query-string authentication is malformed"}
	unknownKey  = &fault{http.StatusForbidden, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."}
	wrong       = &fault{http.StatusForbidden, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided."}
	hasExpired  = &fault{http.StatusForbidden, "AccessDenied", "Request has expired"}
	notYetValid = &fault{http.StatusForbidden, "AccessDenied", "Request is not yet valid"}
)

// checkAddress is nil where an address is signed by us, for what it asks, and not over (Amazon S3 API Reference,
// "Authenticating Requests: Using Query Parameters").
func (s *Server) checkAddress(r *http.Request) *fault {
	query := r.URL.Query()
	sc, ok := scopeOf(query.Get("X-Amz-Credential"))
	at, err := time.Parse(dateLayout, query.Get("X-Amz-Date"))
	seconds, errExpires := strconv.Atoi(query.Get("X-Amz-Expires"))
	if !ok || err != nil || errExpires != nil || seconds < 1 || seconds > longest ||
		query.Get("X-Amz-Algorithm") != algorithm || at.Format("20060102") != sc.day {
		return malformed
	}
	if sc.key != AccessKey {
		return unknownKey
	}
	if !equal(signatureOf(r, sc, at), query.Get("X-Amz-Signature")) {
		return wrong
	}
	switch now := s.now(); {
	case now.Before(at.Add(-15 * time.Minute)): // the skew that AWS bears
		return notYetValid
	case !now.Before(at.Add(time.Duration(seconds) * time.Second)):
		return hasExpired
	}
	return nil
}

// signatureOf signs a request again, by AWS's own signer.
func signatureOf(r *http.Request, sc scope, at time.Time) string {
	again := &http.Request{Method: r.Method, Host: r.Host, Header: http.Header{}}
	address := *r.URL
	address.Scheme, address.Host = "http", r.Host
	query := address.Query()
	for _, own := range []string{"X-Amz-Signature", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders"} {
		query.Del(own)
	}
	address.RawQuery = query.Encode()
	again.URL = &address
	signer := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })
	signed, _, err := signer.PresignHTTP(r.Context(), aws.Credentials{AccessKeyID: AccessKey, SecretAccessKey: SecretKey},
		again, "UNSIGNED-PAYLOAD", "s3", sc.region, at)
	if err != nil {
		return ""
	}
	u, err := url.Parse(signed)
	if err != nil {
		return ""
	}
	return u.Query().Get("X-Amz-Signature")
}

// signPolicy signs the policy of a form (Amazon S3 API Reference, "Calculating a Signature" of browser-based uploads).
func signPolicy(policy string, sc scope) string {
	key := []byte("AWS4" + SecretKey)
	for _, part := range []string{sc.day, sc.region, "s3", "aws4_request"} {
		key = mac(key, part)
	}
	return hex.EncodeToString(mac(key, policy))
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text)) // never fails
	return h.Sum(nil)
}

func equal(a, b string) bool { return a != "" && hmac.Equal([]byte(a), []byte(b)) }
