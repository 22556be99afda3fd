//go:build !linux

package main

import "errors"

var errLinux = errors.New("only Linux tells this of another process")

func resident(int) (float64, error) { return 0, errLinux }
func peak(int) (float64, error)     { return 0, errLinux }
func freeze(int) error              { return errLinux }
func remotes(int) ([]int, error)    { return nil, errLinux }
func runtimePort(int) (int, error)  { return 0, errLinux }
