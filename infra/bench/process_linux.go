package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// resident is what a process holds in memory, in megabytes of a million bytes:
// its own and what it has touched of its binary.
func resident(pid int) (float64, error) { return memoryOf(pid, "VmRSS:") }

// peak is the most that it has held so.
func peak(pid int) (float64, error) { return memoryOf(pid, "VmHWM:") }

func memoryOf(pid int, name string) (float64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, fmt.Errorf("memory of a process: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, name); ok {
			kib, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
			return float64(kib) * 1024 / 1e6, err
		}
	}
	return 0, fmt.Errorf("memory of process %d is not told", pid)
}

// freeze keeps a process from opening anything more: no file, and no socket, so
// no connection and no lookup of a name. What is open stays usable.
func freeze(pid int) error {
	open, err := descriptors(pid)
	if err != nil {
		return err
	}
	var lowest uint64 // of the numbers that are free: what is opened next would get it
	for open[int(lowest)] != "" {
		lowest++
	}
	limit := unix.Rlimit{Cur: lowest, Max: lowest}
	if err := unix.Prlimit(pid, unix.RLIMIT_NOFILE, &limit, nil); err != nil {
		return fmt.Errorf("limit process %d: %w", pid, err)
	}
	return nil
}

// remotes are the ports of this machine that a process has sockets to; a socket
// to anywhere else is a 0.
func remotes(pid int) ([]int, error) {
	ports, err := socketPorts(pid)
	if err != nil {
		return nil, err
	}
	open, err := descriptors(pid)
	if err != nil {
		return nil, err
	}
	var found []int
	for _, target := range open {
		if inode, ok := strings.CutPrefix(target, "socket:["); ok {
			found = append(found, ports[strings.TrimSuffix(inode, "]")])
		}
	}
	return found, nil
}

// descriptors are what a process has open, by number.
func descriptors(pid int) (map[int]string, error) {
	folder := fmt.Sprintf("/proc/%d/fd", pid)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("what process %d has open: %w", pid, err)
	}
	open := map[int]string{}
	for _, e := range entries {
		target, err := os.Readlink(filepath.Join(folder, e.Name()))
		if err != nil {
			continue // closed meanwhile
		}
		n, err := strconv.Atoi(e.Name())
		if err != nil {
			return nil, fmt.Errorf("what process %d has open: %w", pid, err)
		}
		open[n] = target
	}
	return open, nil
}

// loopback is 127.0.0.1 as /proc writes it, on either order of bytes.
var loopback = map[string]bool{"0100007F": true, "7F000001": true}

// socketPorts is the remote port of each TCP socket to this machine, by inode.
// Columns are those of proc(5): the remote end is the third, the inode the tenth.
func socketPorts(pid int) (map[string]int, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/tcp", pid))
	if err != nil {
		return nil, fmt.Errorf("sockets of process %d: %w", pid, err)
	}
	ports := map[string]int{}
	for line := range bytes.Lines(text) {
		column := strings.Fields(string(line))
		if len(column) < 10 {
			continue
		}
		address, port, _ := strings.Cut(column[2], ":")
		if n, err := strconv.ParseUint(port, 16, 16); err == nil && loopback[address] {
			ports[column[9]] = int(n)
		}
	}
	return ports, nil
}

// runtimePort is the port of the Runtime API that a process was started with.
func runtimePort(pid int) (int, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
	if err != nil {
		return 0, fmt.Errorf("environment of process %d: %w", pid, err)
	}
	for entry := range strings.SplitSeq(string(text), "\x00") {
		if address, ok := strings.CutPrefix(entry, "AWS_LAMBDA_RUNTIME_API="); ok {
			_, port, _ := strings.Cut(address, ":")
			return strconv.Atoi(port)
		}
	}
	return 0, fmt.Errorf("process %d has no Runtime API", pid)
}
