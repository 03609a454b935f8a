package roundtest

import "pgregory.net/rapid"

// Below draws a number from 0 to n-1, each as often. What rapid draws itself keeps to small numbers, so that of many kinds of
// things to do the last ones are rarely done.
func Below(t *rapid.T, n int, what string) int {
	return rapid.Custom(func(t *rapid.T) int {
		drawn := 0
		for range 12 {
			drawn <<= 1
			if rapid.Bool().Draw(t, "bit") {
				drawn++
			}
		}
		return drawn % n
	}).Draw(t, what)
}
