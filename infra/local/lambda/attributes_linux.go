package lambda

import "syscall"

// attributes keeps instances out of the terminal's process group, so that an interrupt reaches the stack only, which
// then ends them in order, and has the kernel end them should this process die without doing so. The kernel ties
// that to the thread that spawned them; Go ends no thread by itself, so it is the process that counts.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
