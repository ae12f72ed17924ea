// Command simulate shows what renewals an identity provider gets from 100,000 computers that wake around 8:00, under
// several policies, among them the one that package core uses. It asks no network, and it is no part of Latchkey.
package main

import (
	"fmt"
	"time"
)

func main() {
	fmt.Printf("%d computers; the network wakes %.0f %% of them at 8:00:00, people the others: at 8:00 with a standard deviation of %d min, within %d.\n"+
		"All tokens ended in the night. Requests per second: the peak is the worst %v of an hour, the mean that of the hour.\n",
		stations, 100*wokenByCall, int(spread.Minutes()), int(farthest.Minutes()), bucket)

	head("Tokens of 1 h; 10 % of the people need one the moment they come, and never wait for the jitter")
	for _, p := range policies() {
		show(p.name, simulate(p, time.Hour, 0.1, 1))
	}
	head("Latchkey, by the share of people who need a token the moment they come")
	for _, clicking := range []float64{0, 0.05, 0.1, 0.2, 0.3, 0.5} {
		show(fmt.Sprintf("%.0f %%", 100*clicking), simulate(latchkey(), time.Hour, clicking, 1))
	}
	head("Latchkey, by the life of a token (10 %)")
	for _, life := range lives() {
		show(life.String(), simulate(latchkey(), life, 0.1, 1))
	}
}

// lives are usual lives of access tokens.
func lives() []time.Duration {
	return []time.Duration{5 * time.Minute, 15 * time.Minute, time.Hour, 8 * time.Hour, 24 * time.Hour}
}

func head(text string) {
	fmt.Printf("\n%s\n%-27s", text, "")
	for n := range hours {
		at := eight.Add(time.Duration(n) * time.Hour).Format("15:04")
		fmt.Printf("%10s: peak    mean  ratio", at)
	}
	fmt.Println()
}

// show prints the hours from 8:00 on.
func show(name string, counts []int) {
	fmt.Printf("%-27s", name)
	for n := range hours {
		l := hour(counts, n)
		fmt.Printf("%16.1f %7.1f %6.2f", l.peak, l.mean, l.ratio())
	}
	fmt.Println()
}
