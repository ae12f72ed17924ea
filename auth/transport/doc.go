// Package transport builds what carries every request of package auth: trusted
// certificates, a certificate of one's own, time-outs for each step, and the
// decision which proxy a request takes.
//
// It is not for protocols and not for policy: it reads no file and no setting;
// what it needs it gets as bytes and functions. It never evaluates a proxy
// script (PAC), and it never switches a check off.
package transport
