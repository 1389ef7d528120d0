"""Why a network says what it says: maps, gradients, occlusion, wishes of units, embeddings.

What is asked here is arrays and Keras models in general; nothing of it knows recipes or runs.
"""
