// Package core holds the jobs that Latchkey does, one file per job: sign_in.go,
// sign_out.go, status.go, token.go, recheck.go, reset.go, undo.go and so on.
// It joins package auth (protocols) with package session (files and secrets),
// which do not know each other, and turns every error into one problem with a
// stable code and words (explain.go).
//
// It is not a face: it prints nothing, asks nothing and draws nothing. A face
// hands in what touches the world (Deps) and receives plain answers, the same
// ones that the command line prints as JSON.
package core
