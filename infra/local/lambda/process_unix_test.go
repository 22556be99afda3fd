//go:build unix

package lambda_test

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
)

// alive says whether a process runs; one that has ended and that nobody has asked after does not.
func alive(pid int) bool {
	if err := syscall.Kill(pid, 0); err != nil {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || !bytes.Contains(stat, []byte(") Z "))
}
