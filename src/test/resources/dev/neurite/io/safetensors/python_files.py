"""Makes python.safetensors with the format's own library: pip install safetensors==0.8.0 numpy==2.4.6;
python python_files.py"""
import numpy as np
from safetensors.numpy import save_file

save_file(
    {
        "fc1.weight": np.array([[1.5, -0.0, np.nan], [np.inf, 1e-45, -3.4028235e38]], np.float32),
        "fc1.bias": np.array([0.1, -0.2], np.float64),
        "half": np.array([1.0, -2.5, 65504.0, 6e-8], np.float16),
        "empty": np.zeros((0, 3), np.float32),
        "scalar": np.array(7.0, np.float32),
        "num_batches_tracked": np.array(42, np.int64),
    },
    "python.safetensors",
    metadata={"format": "np", "note": "größe ✓ \"quoted\""},
)
