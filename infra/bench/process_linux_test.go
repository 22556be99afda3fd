package main

import (
	"bufio"
	"io"
	"net"
	"os"
	"os/exec"
	"slices"
	"testing"
)

func TestAFrozenProcessOpensNothingMore(t *testing.T) {
	for _, c := range []struct {
		name, want string
		frozen     bool
	}{
		{"free", "opened\n", false},
		{"frozen", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := exec.Command("sh", "-c", "echo ready; read go; : </dev/null && echo opened")
			in, out := pipes(t, cmd)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewReader(out)
			if line, err := lines.ReadString('\n'); line != "ready\n" {
				t.Fatalf("%q, %v", line, err)
			}
			if c.frozen {
				if err := freeze(cmd.Process.Pid); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := io.WriteString(in, "go\n"); err != nil {
				t.Fatal(err)
			}
			rest, err := io.ReadAll(lines)
			if err != nil || string(rest) != c.want {
				t.Errorf("it says %q, %v, want %q", rest, err, c.want)
			}
			_ = cmd.Wait() // the frozen one fails
		})
	}
}

func TestRemoteEndsOfSocketsAreSeen(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	port := l.Addr().(*net.TCPAddr).Port
	if found, err := remotes(os.Getpid()); err != nil || !slices.Contains(found, port) {
		t.Errorf("connections to %v, %v, want one to %d", found, err, port)
	}
}

func TestSocketToAnywhereElseIsSeenWithoutAPort(t *testing.T) {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if found, err := remotes(os.Getpid()); err != nil || !slices.Contains(found, 0) {
		t.Errorf("connections to %v, %v, want one to nowhere known", found, err)
	}
}

func TestMemoryOfAProcessIsTold(t *testing.T) {
	if mb, err := resident(os.Getpid()); err != nil || mb < 1 || mb > 10_000 {
		t.Errorf("%v MB, %v", mb, err)
	}
}

func TestRuntimeAPIIsFoundInTheEnvironment(t *testing.T) {
	cmd := exec.Command("sh", "-c", "echo ready; read go")
	cmd.Env = []string{"AWS_LAMBDA_RUNTIME_API=127.0.0.1:4711"}
	in, out := pipes(t, cmd)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("%q, %v", line, err)
	}
	if port, err := runtimePort(cmd.Process.Pid); err != nil || port != 4711 {
		t.Errorf("port %d, %v", port, err)
	}
	in.Close()
	_ = cmd.Wait() // it has been told nothing
}

func pipes(t *testing.T, cmd *exec.Cmd) (io.WriteCloser, io.Reader) {
	t.Helper()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	return in, out
}
