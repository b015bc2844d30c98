[(block) (text_block)] @fold
