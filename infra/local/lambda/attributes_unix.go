//go:build unix && !linux

package lambda

import "syscall"

// attributes keeps instances out of the terminal's process group, so that an interrupt reaches the stack only, which
// then ends them in order. Where there is no signal on a parent's death, an instance ends when it next asks for work
// and finds its Runtime API gone, which is at once unless it is in the middle of an invocation.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}
