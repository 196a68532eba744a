"""What is claimed of the service's speed and weight, and how to measure it again: `make bench`.

Everything runs here: servers of our own on free ports of loopback, a database and an object store in a temporary
folder, the load generator on the same processors. Absolute figures belong to the machine; the ratios, taken in one
run, travel better."""
