"""How good a network is: figures from labels and what the network said."""
