// Package dynamodbtest owns the database that tests of stores run on.
package dynamodbtest

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/infra/local/dynamodb"
)

// endpointVariable names a DynamoDB-compatible server to use instead of starting one.
const endpointVariable = "TEST_DYNAMODB_ENDPOINT"

// shared is the one server of this test binary.
var shared struct {
	sync.Mutex
	open   bool // between Main's start and its end
	server *dynamodb.Server
	tables atomic.Int64
}

// Main runs the tests of a package and stops the server when the last one has ended. A package that uses
// Table or Server has
//
//	func TestMain(m *testing.M) { os.Exit(dynamodbtest.Main(m)) }
func Main(m *testing.M) int {
	open()
	defer shut()
	return m.Run()
}

func open() {
	shared.Lock()
	defer shared.Unlock()
	shared.open = true
}

func shut() {
	shared.Lock()
	defer shared.Unlock()
	shared.open = false
	if shared.server != nil {
		shared.server.Stop()
		shared.server = nil
	}
}

// Server returns the server that all tests of the binary share: in memory, started by the first that asks.
func Server(t testing.TB) *dynamodb.Server {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if !shared.open {
		t.Fatal("dynamodbtest: the package needs func TestMain(m *testing.M) { os.Exit(dynamodbtest.Main(m)) }")
	}
	if shared.server == nil {
		server, err := start()
		if err != nil {
			t.Fatal(err)
		}
		shared.server = server
	}
	return shared.server
}

func start() (*dynamodb.Server, error) {
	if url := os.Getenv(endpointVariable); url != "" {
		return dynamodb.Attach(url), nil
	}
	return dynamodb.Start(context.Background(), dynamodb.Config{})
}

// Table makes the two tables of the product, empty and named for this call alone, and removes them when the test
// ends.
func Table(t testing.TB) (client *sdk.Client, table, keys string) {
	t.Helper()
	server := Server(t)
	client = server.Client()
	// The process id keeps test binaries apart that share one outside server.
	suffix := fmt.Sprintf("%d-%d", os.Getpid(), shared.tables.Add(1))
	main, perPerson := mainTable("main-"+suffix), keysTable("keys-"+suffix)
	for _, table := range []dynamodb.Table{main, perPerson} {
		if err := server.CreateTable(t.Context(), table); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_, err := client.DeleteTable(context.Background(), &sdk.DeleteTableInput{TableName: aws.String(table.Name)})
			if err != nil {
				t.Errorf("remove table %s: %v", table.Name, err)
			}
		})
	}
	return client, main.Name, perPerson.Name
}

// mainTable is the table of records: template.yaml declares the deployed one. It has no TTL: DynamoDB Local deletes by
// the machine's clock, now and then, and so would take what a test with a clock of its own is looking at.
func mainTable(name string) dynamodb.Table {
	return dynamodb.Table{
		Name: name, Hash: "pk", Range: "sk",
		Indexes: []dynamodb.Index{
			{Name: "due", Hash: "agenda", Range: "due"},
			{Name: "queue", Hash: "queue", Range: "deadline", Projection: "INCLUDE", NonKey: []string{
				"subject", "rights", "workflow", "identity", "delivery", "received", "language", "channel", "assignee", "revision",
				"extended", "extendedTold", "announced", "wrote", "looked", "nudged", "pausedFrom", "pausedReplied", "pausedNotice",
			}},
		},
		StreamView: "KEYS_ONLY",
	}
}

// keysTable is the table of data keys, one for each person.
func keysTable(name string) dynamodb.Table {
	return dynamodb.Table{Name: name, Hash: "id"}
}
