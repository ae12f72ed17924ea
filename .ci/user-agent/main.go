// Command user-agent stands in for xdg-open: it opens the address as a person at a browser would who signs in at the demo.
// PERSON says as whom.
package main

import (
	"context"
	"log"
	"os"
	"time"

	"latchkey/auth/demoidp"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: user-agent ADDRESS")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	agent := demoidp.UserAgent{Person: os.Getenv("PERSON")}
	if err := agent.Open(ctx, os.Args[1]); err != nil {
		log.Fatal(err)
	}
}
