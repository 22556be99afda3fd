package lambda

// Waiting is how many invocations the queue holds.
func (f *Function) Waiting() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.queue)
}
