package stack_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
)

// caller is somebody with a token of the local issuer, at one controller.
type caller struct {
	t     testing.TB
	at    string // /v1/<controller>
	token string
}

func staff(t testing.TB, controller, role string) caller {
	t.Helper()
	token, err := world.Token(controller, role)
	if err != nil {
		t.Fatal(err)
	}
	return caller{t, "/v1/" + controller, token}
}

func machine(t testing.TB, controller string, scopes ...string) caller {
	t.Helper()
	token, err := world.MachineToken(controller, scopes...)
	if err != nil {
		t.Fatal(err)
	}
	return caller{t, "/v1/" + controller, token}
}

// call sends a body as JSON, none where it is nil. Whoever is told to come later, since other
// tests have been at the same route, does.
func (c caller) call(method, path string, body any) answer {
	c.t.Helper()
	again := time.NewTicker(300 * time.Millisecond)
	defer again.Stop()
	for deadline := time.Now().Add(patience); ; <-again.C {
		if a := c.once(method, path, body); a.status != http.StatusTooManyRequests || time.Now().After(deadline) {
			return a
		}
	}
}

func (c caller) once(method, path string, body any) answer {
	c.t.Helper()
	headers := []string{"Authorization", "Bearer " + c.token}
	if body == nil {
		return do(c.t, method, c.at+path, "", "", headers...)
	}
	b, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	return do(c.t, method, c.at+path, "application/json", string(b), headers...)
}

type fields = map[string]any

// into reads an answer.
func (a answer) into(t testing.TB, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.body), v); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
}

// heldItem is what the desk says of a record.
type heldItem struct {
	Item       string
	Purpose    string
	Source     string
	Stage      string
	Revision   int
	Received   time.Time
	Expires    *time.Time
	Restricted *time.Time
	Consent    string
	Holds      []struct {
		ID, Ground string
		Until      time.Time
	}
	Fields map[string]string
	Files  []struct{ File, Kind, State, Name, Type string }

	Grant   string
	Uploads []upload
}

type upload struct {
	File, Kind, URL string
	Fields          map[string]string
}

func (a answer) item(t testing.TB) (r heldItem) {
	t.Helper()
	a.into(t, &r)
	return r
}

// items is the records of a list.
func (a answer) items(t testing.TB) []heldItem {
	t.Helper()
	var list struct{ Items []heldItem }
	a.into(t, &list)
	return list.Items
}

// refused fails the test unless the answer is a problem with that fault.
func (a answer) refused(t testing.TB, status int, pointer string, code gdpr.Code) {
	t.Helper()
	a.want(t, status)
	var p struct {
		Errors []struct {
			Pointer string
			Code    gdpr.Code
		}
	}
	a.into(t, &p)
	for _, e := range p.Errors {
		if e.Pointer == pointer && e.Code == code {
			return
		}
	}
	t.Errorf("no fault %s at %q: %s", code, pointer, a.body)
}

// send posts a file to the bucket as a browser does, and is what the bucket answers.
func (u upload) send(t testing.TB, name, contentType string, content []byte) int {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for field, value := range u.Fields {
		if err := form.WriteField(field, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := form.CreatePart(map[string][]string{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="file"; filename=%q`, name)}, "Content-Type": {contentType},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	res, err := client.Post(u.URL, form.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

// pdf is a document of about that size.
func pdf(size int) []byte {
	return append([]byte("%PDF-1.4\n%âãÏÓ\n"), bytes.Repeat([]byte("0123456789abcde\n"), size/16)...)
}

// partitionOf is where the records of a person lie, by the reference of one of them.
func partitionOf(t testing.TB, controller, item string) string {
	t.Helper()
	parts := strings.Split(item, ".")
	if len(parts) < 2 {
		t.Fatalf("reference %q", item)
	}
	if parts[0] == "agreement" {
		return controller + "#AGREEMENT#" + parts[2]
	}
	return controller + "#PERSON#" + parts[1]
}

// end lets the term of a record be over, as years of waiting would: some days ago.
func end(t testing.TB, controller, item string) (sk string) {
	t.Helper()
	parts := strings.Split(item, ".")
	sk = strings.ToUpper(parts[0])
	if sk == "APPLICATION" {
		sk += "#" + parts[2]
	}
	past := &types.AttributeValueMemberN{Value: strconv.FormatInt(time.Now().AddDate(0, 0, -2).Unix(), 10)}
	for _, it := range []string{sk, "TERM#" + sk} {
		update := "SET #end = :past, expires = :past"
		if it != sk {
			update = "SET #end = :past"
		}
		_, err := world.Database.Client().UpdateItem(context.Background(), &dynamodb.UpdateItemInput{
			TableName: aws.String(world.MainTable()),
			Key:       item2key(partitionOf(t, controller, item), it), UpdateExpression: aws.String(update), ConditionExpression: aws.String("attribute_exists(pk)"),
			ExpressionAttributeNames: map[string]string{"#end": "end"}, ExpressionAttributeValues: map[string]types.AttributeValue{":past": past},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return sk
}

func item2key(pk, sk string) item {
	return item{"pk": &types.AttributeValueMemberS{Value: pk}, "sk": &types.AttributeValueMemberS{Value: sk}}
}

// deletions is the entries that prove a controller's deletions of a class.
func deletions(t testing.TB, controller, class string) (found []item) {
	t.Helper()
	for _, it := range scan(t, world.MainTable()) {
		pk := it["pk"].(*types.AttributeValueMemberS).Value
		is, ok := it["class"].(*types.AttributeValueMemberS)
		if strings.HasPrefix(pk, controller+"#DELETION#") && ok && is.Value == class {
			found = append(found, it)
		}
	}
	return found
}

// vanishes waits until nothing is left of a person's records, their files, and the key.
func vanishes(t testing.TB, controller, item string) {
	t.Helper()
	owner := strings.Split(item, ".")[1]
	eventually(t, "everything of "+item+" is gone", func() bool {
		return len(itemsOf(t, partitionOf(t, controller, item))) == 0 && len(world.S3.Keys(filesBucket(t), "files/"+controller+"/"+owner+"/")) == 0
	})
}

func filesBucket(t testing.TB) string {
	t.Helper()
	return bucketOf(t, "FilesBucket")
}

// table is the main table, to read what no route shows.
func table() *dynamo.Table {
	client := world.Database.Client()
	return &dynamo.Table{
		Client: client, Name: world.MainTable(), Now: time.Now, Keys: &dynamo.Keyring{Client: client, Name: world.KeysTable()},
	}
}
