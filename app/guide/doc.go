// Package guide leads from a symptom to its fix.
package guide
