// Package stack owns the whole of ordholden on one machine: the deployed binaries
// behind a local gateway, on a real DynamoDB, with mail that can be read.
package stack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"time"

	"ordholden/infra/controllers"
	"ordholden/infra/local/demo"
	"ordholden/infra/local/dynamodb"
	"ordholden/infra/local/feed"
	"ordholden/infra/local/gateway"
	"ordholden/infra/local/lambda"
	"ordholden/infra/local/oidc"
	"ordholden/infra/local/opendsr"
	"ordholden/infra/local/queue"
	"ordholden/infra/local/s3"
	"ordholden/infra/local/ses"
	"ordholden/infra/local/smtp"
	"ordholden/infra/local/template"
)

// Config says where the stack lies and listens.
type Config struct {
	// Template is the path of template.yaml, which says what runs; the receipt rules are in infra/mail.yaml beside it.
	Template string
	// Build is the folder with <function>/bootstrap for each function.
	Build string
	// Dir keeps items, mails and objects between runs; empty keeps them in memory.
	Dir string
	// Port, MailPort, SMTPPort, S3Port and DynamoDBPort are where it listens; 0 chooses free ones.
	// IssuerPort, RecipientPort and DemoPort are the same for the issuer of tokens, for who stands in for recipients,
	// and for the companies' own sites.
	Port, MailPort, SMTPPort, S3Port, DynamoDBPort, IssuerPort, RecipientPort, DemoPort int
	// DynamoDB is the URL of a DynamoDB-compatible server to use; empty starts Amazon's own.
	DynamoDB string
	// TTLDelay is how late expired items are deleted; DynamoDB says within a few days.
	TTLDelay time.Duration
	// Visibility is how soon a message of a queue that was not handled comes again; 0 means a second, and not the minutes
	// that the template says.
	Visibility time.Duration
	// Observe sees each exchange with the API before its answer goes out; nil for nobody.
	Observe func(gateway.Exchange)
	// Bare is for measuring: the routes' throttles are lifted, and nothing but
	// calls runs functions, so that no stream, queue, schedule or search for what
	// has expired takes its share of the machine.
	Bare bool
	// Log gets what functions print, and what goes wrong.
	Log io.Writer
}

// Stack is a running one.
type Stack struct {
	URL       string // of the pages and the API
	Database  *dynamodb.Server
	Mail      *ses.Server
	Incoming  *smtp.Server
	S3        *s3.Server
	Issuer    *oidc.Server
	Recipient *opendsr.Receiver
	Demo      *demo.Sites
	Functions map[string]*lambda.Function // by folder
	Tables    map[string]string           // names by logical id
	Buckets   map[string]string           // names by logical id
	Queues    map[string]*queue.Queue     // those that a function empties, by logical id

	cfg       Config
	template  *template.Template
	mailboxes []string
	log       *slog.Logger
	listener  net.Listener
	http      *http.Server
	stop      context.CancelFunc
	running   sync.WaitGroup
	removals  *feed.Removals
}

// Start starts everything, or nothing: what had started when something failed is
// stopped again. The context bounds the start only.
func Start(ctx context.Context, cfg Config) (*Stack, error) {
	background, stop := context.WithCancel(context.Background())
	s := &Stack{
		cfg: cfg, stop: stop, log: slog.New(slog.NewTextHandler(cfg.Log, nil)),
		Functions: map[string]*lambda.Function{}, Tables: map[string]string{},
		Buckets: map[string]string{}, Queues: map[string]*queue.Queue{},
	}
	// The ports of this process come first: taking one is quick, and what fails most often.
	for _, step := range []func() error{
		s.listen,
		s.startRecipient,
		s.listenDemo,
		s.load,
		s.startIssuer,
		s.startMail,
		s.startStorage,
		s.startQueues,
		s.startIncoming,
		func() error { return s.startDatabase(ctx) },
		s.startFunctions,
		func() error { return s.startSources(ctx, background) },
		s.serve,
		s.serveDemo,
	} {
		if err := step(); err != nil {
			s.Stop()
			return nil, err
		}
	}
	return s, nil
}

// load reads what is to run.
func (s *Stack) load() (err error) {
	s.template, err = template.Load(s.cfg.Template, map[string]string{"PublicUrl": s.URL, "Processors": s.processors(), "SiteOrigins": s.origins()})
	return err
}

// listen takes the gateway's port, on the loopback interface only.
func (s *Stack) listen() (err error) {
	s.listener, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(s.cfg.Port)))
	if err != nil {
		return fmt.Errorf("port %d is taken: stop what listens there, or choose another with PORT", s.cfg.Port)
	}
	s.URL = "http://localhost:" + strconv.Itoa(s.listener.Addr().(*net.TCPAddr).Port)
	return nil
}

func (s *Stack) startMail() (err error) {
	var senders, sets []string
	for _, d := range controllers.Registry().Newest() {
		senders = append(senders, d.Mailbox)
	}
	for _, f := range s.template.Functions {
		if set := f.Env["CONFIGURATION_SET"]; set != "" {
			sets = append(sets, set)
		}
	}
	s.Mail, err = ses.Start(ses.Config{
		Port: s.cfg.MailPort, Dir: s.dir("mail"), Identities: senders, ConfigurationSets: sets,
		Events: s.publish, Log: s.log,
	})
	return err
}

func (s *Stack) startDatabase(ctx context.Context) (err error) {
	if s.cfg.DynamoDB != "" {
		s.Database = dynamodb.Attach(s.cfg.DynamoDB)
	} else {
		s.Database, err = dynamodb.Start(ctx, dynamodb.Config{Dir: s.dir("dynamodb"), Port: s.cfg.DynamoDBPort})
	}
	if err != nil {
		return err
	}
	for _, t := range s.template.Tables {
		s.Tables[t.ID] = t.Name
		if err := s.Database.CreateTable(ctx, tableOf(t)); err != nil {
			return err
		}
	}
	return nil
}

func tableOf(t template.Table) dynamodb.Table {
	out := dynamodb.Table{Name: t.Name, Hash: t.Key.Hash, Range: t.Key.Range, TTL: t.TTL, StreamView: t.StreamView}
	for _, i := range t.Indexes {
		out.Indexes = append(out.Indexes, dynamodb.Index{
			Name: i.Name, Hash: i.Key.Hash, Range: i.Key.Range, Projection: i.Projection, NonKey: i.NonKey,
		})
	}
	return out
}

// maxInstances is how many instances of a function may run side by side here: two
// for each processor, one of which works while the other waits for the database.
var maxInstances = max(4, 2*runtime.NumCPU())

// oneProcessor keeps an instance to one processor at a time. Lambda gives one of
// 512 MB a third of one, and here they would only be in each other's way.
const oneProcessor = "GOMAXPROCS=1"

func (s *Stack) startFunctions() error {
	for _, f := range s.template.Functions {
		env := []string{
			oneProcessor, "AWS_ACCESS_KEY_ID=local", "AWS_SECRET_ACCESS_KEY=local",
			"AWS_ENDPOINT_URL_DYNAMODB=" + s.Database.URL, "AWS_ENDPOINT_URL_SES=" + s.Mail.URL, "AWS_ENDPOINT_URL_S3=" + s.S3.URL,
			"PROCESSOR_ROOTS=" + string(s.Recipient.Roots()),
		}
		for name, value := range f.Env {
			env = append(env, name+"="+value)
		}
		function, err := lambda.Start(lambda.Config{
			Name: f.Folder, Bootstrap: filepath.Join(s.cfg.Build, f.Folder, "bootstrap"),
			Env: env, Max: maxInstances, Timeout: f.Timeout, Queue: 1000, Log: s.cfg.Log,
		})
		if err != nil {
			return fmt.Errorf("function %s: %w", f.Folder, err)
		}
		s.Functions[f.Folder] = function
	}
	return nil
}

// serve puts the gateway in front of the functions.
func (s *Stack) serve() error {
	authorizers, err := s.authorizers()
	if err != nil {
		return err
	}
	var routes []gateway.Route
	for _, r := range s.template.Routes {
		if s.cfg.Bare {
			r.RateLimit, r.BurstLimit = 0, 0
		}
		routes = append(routes, gateway.Route{
			Key: r.Key(), Invoker: s.function(r.Function), Rate: r.RateLimit, Burst: r.BurstLimit, Timeout: r.Timeout,
			Authorizer: authorizers[r.Authorizer], Scopes: r.Scopes,
		})
	}
	g, err := gateway.New(gateway.Config{
		Routes: routes, Log: s.cfg.Log, LogFormat: s.template.AccessLog, Observe: s.observe,
	})
	if err != nil {
		return err
	}
	s.http = &http.Server{Handler: g, ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn)}
	s.running.Go(func() {
		if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("serve the gateway", "error", err)
		}
	})
	return nil
}

// observe logs why an answer of a function could not be used, which no client is told.
func (s *Stack) observe(x gateway.Exchange) {
	if x.Err != nil {
		s.log.Warn("answer", "route", x.Route, "status", x.Status, "error", x.Err)
	}
	if s.cfg.Observe != nil {
		s.cfg.Observe(x)
	}
}

// function is the function of a logical id of the template.
func (s *Stack) function(id string) *lambda.Function {
	for _, f := range s.template.Functions {
		if f.Name == id {
			return s.Functions[f.Folder]
		}
	}
	return nil
}

// Stop ends everything that Start started, and returns when it has ended.
func (s *Stack) Stop() {
	s.stop()
	if s.http != nil {
		s.http.Close()
	} else if s.listener != nil {
		s.listener.Close()
	}
	if s.Incoming != nil {
		s.Incoming.Stop()
	}
	if s.Mail != nil {
		s.Mail.Stop()
	}
	s.running.Wait()
	for _, q := range s.Queues {
		q.Stop()
	}
	for _, f := range s.Functions {
		f.Stop()
	}
	if s.S3 != nil {
		s.S3.Stop()
	}
	if s.Issuer != nil {
		s.Issuer.Stop()
	}
	if s.Recipient != nil {
		s.Recipient.Stop()
	}
	if s.Demo != nil {
		s.Demo.Stop()
	}
	if s.Database != nil {
		s.Database.Stop()
	}
}

// dir is a folder for one part's data, "" where everything is kept in memory.
func (s *Stack) dir(part string) string {
	if s.cfg.Dir == "" {
		return ""
	}
	return filepath.Join(s.cfg.Dir, part)
}

// MainTable is the name of the table that has a stream.
func (s *Stack) MainTable() string {
	for _, t := range s.template.Tables {
		if t.StreamView != "" {
			return t.Name
		}
	}
	return ""
}

// KeysTable is the name of the table that has none.
func (s *Stack) KeysTable() string {
	for _, t := range s.template.Tables {
		if t.StreamView == "" {
			return t.Name
		}
	}
	return ""
}
