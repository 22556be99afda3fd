package main

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// dataDir keeps what people enter between runs; git ignores it.
const dataDir = ".local"

const lockFile = "lock"

// lock keeps a second stack from the same data.
func lock() (unlock func(), err error) {
	if err := os.MkdirAll(dataDir, 0o700); err != nil {
		return nil, fmt.Errorf("folder for data: %w", err)
	}
	f, err := os.Create(filepath.Join(dataDir, lockFile))
	if err != nil {
		return nil, fmt.Errorf("folder for data: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("another one runs on %s: stop it first", dataDir)
	}
	return func() { f.Close() }, nil
}

// empty removes what people entered, and leaves the lock.
func empty() error {
	parts, err := os.ReadDir(dataDir)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if part.Name() != lockFile {
			if err := os.RemoveAll(filepath.Join(dataDir, part.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
