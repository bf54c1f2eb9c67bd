"""Pure rules of the Speelveld: plain values in, frozen dataclasses out."""
