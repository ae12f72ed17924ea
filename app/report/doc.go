// Package report makes the support bundle: what a help desk needs, and nothing
// that names a person, an organization, a right, a file or a secret. It is no
// filter over texts: it has no field that takes one. Every value has a type of its
// own, and a Maker lets only what is known into it: codes and apps of a list that
// is handed in, host names of the provider, numbers, moments. What else comes is a
// pseudonym that is the same in every bundle of one computer, or "other".
//
// The package reads nothing and writes nothing; core hands in what is known, and
// puts the files away.
package report
