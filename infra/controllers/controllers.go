// Package controllers owns the declarations of the controllers that this
// deployment serves, compiled so that a function starts without reading files.
package controllers

//go:generate go run ordholden/infra/controllers/compile -dir .
