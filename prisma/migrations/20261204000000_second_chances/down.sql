drop index if exists messages_second_chance_idx;
