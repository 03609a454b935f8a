package assign

import "container/heap"

// cost is what one unit of flow costs: vectors that are added place by place and compared like words, the first place
// counting most. They form an ordered group, which is all that shortest paths need, so that no weight has to be chosen that
// is "large enough", and none can overflow.
type cost [3]int64

func (a cost) plus(b cost) cost { return cost{a[0] + b[0], a[1] + b[1], a[2] + b[2]} }

func (a cost) minus(b cost) cost { return cost{a[0] - b[0], a[1] - b[1], a[2] - b[2]} }

func (a cost) less(b cost) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// arc leads to a node; its reverse stands at the place back of that node's arcs.
type arc struct {
	to, back, room int
	cost           cost
}

// network is a flow network. Costs of the arcs that are added are not negative. Equal inputs give equal flows: everything
// is looked at in the order in which it was added.
type network struct {
	arcs      [][]arc
	potential []cost
}

func newNetwork(nodes int) *network {
	return &network{arcs: make([][]arc, nodes), potential: make([]cost, nodes)}
}

// place is where an arc stands, to be asked for its flow later.
type place struct{ node, at int }

// add adds an arc with room for some units.
func (n *network) add(from, to, room int, c cost) place {
	p := place{from, len(n.arcs[from])}
	n.arcs[from] = append(n.arcs[from], arc{to: to, back: len(n.arcs[to]), room: room, cost: c})
	n.arcs[to] = append(n.arcs[to], arc{to: from, back: p.at, cost: cost{}.minus(c)})
	return p
}

// flow is how many units go along an arc.
func (n *network) flow(p place) int {
	a := &n.arcs[p.node][p.at]
	return n.arcs[a.to][a.back].room
}

// send sends as many units as fit from source to sink, at least cost, and answers how many and what they cost. It is the
// primal-dual method: shortest paths by Dijkstra with potentials, then all that fits along arcs that lie on such paths
// (Ahuja, Magnanti, Orlin: Network Flows, 1993, section 9.8).
func (n *network) send(source, sink int) (units int, total cost) {
	for n.shorten(source, sink) {
		for {
			sent := n.push(source, sink, 1<<30, make([]bool, len(n.arcs)))
			if sent == 0 {
				break
			}
			units += sent
			for i := range total {
				total[i] += int64(sent) * n.potential[sink].minus(n.potential[source])[i]
			}
		}
	}
	return units, total
}

// reduced is what an arc costs beyond the potentials of its ends; never negative where there is room.
func (n *network) reduced(from int, a *arc) cost {
	return a.cost.plus(n.potential[from]).minus(n.potential[a.to])
}

// shorten raises the potentials by the distances from the source, false where the sink cannot be reached.
func (n *network) shorten(source, sink int) bool {
	distance, known := make([]cost, len(n.arcs)), make([]bool, len(n.arcs))
	done := make([]bool, len(n.arcs))
	known[source] = true
	q := &queue{{node: source}}
	for q.Len() > 0 {
		at := heap.Pop(q).(entry)
		if done[at.node] {
			continue
		}
		done[at.node] = true
		if at.node == sink {
			break
		}
		for i := range n.arcs[at.node] {
			a := &n.arcs[at.node][i]
			if a.room == 0 || done[a.to] {
				continue
			}
			if d := at.distance.plus(n.reduced(at.node, a)); !known[a.to] || d.less(distance[a.to]) {
				distance[a.to], known[a.to] = d, true
				heap.Push(q, entry{a.to, d})
			}
		}
	}
	if !done[sink] {
		return false
	}
	for v := range n.potential { // nodes beyond the sink are raised as far as the sink
		if done[v] {
			n.potential[v] = n.potential[v].plus(distance[v])
		} else {
			n.potential[v] = n.potential[v].plus(distance[sink])
		}
	}
	return true
}

// push sends units along arcs that cost nothing beyond the potentials.
func (n *network) push(at, sink, most int, seen []bool) int {
	if at == sink {
		return most
	}
	seen[at] = true
	sent := 0
	for i := range n.arcs[at] {
		a := &n.arcs[at][i]
		if a.room == 0 || seen[a.to] || n.reduced(at, a) != (cost{}) {
			continue
		}
		part := n.push(a.to, sink, min(most-sent, a.room), seen)
		a.room -= part
		n.arcs[a.to][a.back].room += part
		if sent += part; sent == most {
			seen[at] = false // it may have more to give
			break
		}
	}
	return sent
}

// queue is a heap of nodes by distance, then by number.
type queue []entry

type entry struct {
	node     int
	distance cost
}

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].distance != q[j].distance {
		return q[i].distance.less(q[j].distance)
	}
	return q[i].node < q[j].node
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }

// Push is for container/heap.
func (q *queue) Push(x any) { *q = append(*q, x.(entry)) }

// Pop is for container/heap.
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}
