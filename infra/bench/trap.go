package main

import (
	"fmt"
	"net"
	"sync/atomic"
)

// trap listens where an AWS client turns to when it is not told better, and is
// told so by the environment: other services, the metadata service, proxies.
type trap struct {
	listener net.Listener
	visits   atomic.Int64
}

func openTrap() (*trap, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("open a trap: %w", err)
	}
	t := &trap{listener: l}
	go t.wait()
	return t, nil
}

// wait counts who comes, until the trap is closed.
func (t *trap) wait() {
	for {
		conn, err := t.listener.Accept()
		if err != nil {
			return
		}
		t.visits.Add(1)
		conn.Close()
	}
}

func (t *trap) close() { t.listener.Close() }

func (t *trap) environment() []string {
	var env []string
	for _, name := range []string{
		"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SES", "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_KMS",
		"AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
		"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy",
	} {
		env = append(env, name+"=http://"+t.listener.Addr().String())
	}
	return env
}
