package ses

import (
	"crypto/rand"
	"encoding/xml"
	"fmt"
	"net/http"
)

// namespace is that of every answer of the query API.
const namespace = "http://ses.amazonaws.com/doc/2010-12-01/"

// apiError is an error as SES tells it.
type apiError struct {
	Status        int
	Code, Message string
}

// unavailable is what SES answers when the fault is its own.
var unavailable = &apiError{http.StatusServiceUnavailable, "ServiceUnavailable", "Service is temporarily unavailable."}

func invalid(message string) *apiError {
	return &apiError{http.StatusBadRequest, "InvalidParameterValue", message}
}

func (e *apiError) write(w http.ResponseWriter) {
	kind := "Sender"
	if e.Status >= http.StatusInternalServerError {
		kind = "Receiver"
	}
	type detail struct{ Type, Code, Message string }
	writeXML(w, e.Status, struct {
		XMLName   xml.Name `xml:"ErrorResponse"`
		Namespace string   `xml:"xmlns,attr"`
		Error     detail
		RequestId string
	}{Namespace: namespace, Error: detail{kind, e.Code, e.Message}, RequestId: requestID()})
}

func writeSent(w http.ResponseWriter, id string) {
	writeXML(w, http.StatusOK, struct {
		XMLName   xml.Name `xml:"SendRawEmailResponse"`
		Namespace string   `xml:"xmlns,attr"`
		MessageId string   `xml:"SendRawEmailResult>MessageId"`
		RequestId string   `xml:"ResponseMetadata>RequestId"`
	}{Namespace: namespace, MessageId: id, RequestId: requestID()})
}

func writeXML(w http.ResponseWriter, status int, value any) {
	text, err := xml.Marshal(value)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/xml")
	w.WriteHeader(status)
	_, _ = w.Write(text) // fails only when the client has gone
}

func requestID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}
