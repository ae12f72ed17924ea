// Package report makes the support bundle.
package report
