//go:build !linux

package dynamodb

import "syscall"

// endWithParent has no counterpart here: Stop alone ends java.
func endWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{}
}
