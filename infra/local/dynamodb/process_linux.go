package dynamodb

import "syscall"

// endWithParent makes the kernel end java when this process ends, however it ends.
func endWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
