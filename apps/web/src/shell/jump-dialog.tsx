'use client';

import { Kbd, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilePlus, IconPlayerPlay, IconRoute, IconSearch, type TablerIcon } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useQuery } from 'urql';
import { type State, stateLook } from '../execution/state';
import { graphql } from '../graphql/graphql';
import { leaveTo } from '../ui/leave-guard';
import { executionPath, flowPath } from '../ui/paths';
import classes from './jump-dialog.module.css';

const JumpDialog_Query = graphql(`
  query JumpDialog($text: String, $withExecutions: Boolean!) {
    executions(filter: { text: $text }, first: 5) @include(if: $withExecutions) {
      edges {
        node {
          executionId
          flowId
          state
        }
      }
    }
    flows(filter: { text: $text }, first: 8) {
      edges {
        node {
          id
          namespace
          flowId
        }
      }
    }
  }
`);

interface Entry {
  key: string;
  label: string;
  detail: string;
  path: string;
  icon: TablerIcon;
}

const pages: Entry[] = [
  { key: 'flows', label: 'Flows', detail: 'Page', path: '/flows', icon: IconRoute },
  { key: 'executions', label: 'Executions', detail: 'Page', path: '/executions', icon: IconPlayerPlay },
  { key: 'new', label: 'New flow', detail: 'Action', path: '/flows/new', icon: IconFilePlus },
];

/** The first characters of an id, as the screens show them, or all of them. Ids begin with the time, which begins with a digit. */
const executionIdPattern = /^[0-9][0-9A-Za-z]{3,21}$/;

export function JumpDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal.Root opened={opened} onClose={onClose} size={560} yOffset="12vh">
      <Modal.Overlay backgroundOpacity={0.45} blur={2} />
      <Modal.Content aria-label="Jump to" radius="lg">
        {opened && <JumpList onClose={onClose} />}
      </Modal.Content>
    </Modal.Root>
  );
}

function JumpList({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const listId = useId();
  const [text, setText] = useState('');
  const [searched] = useDebouncedValue(text.trim(), 120);
  const [active, setActive] = useState(0);
  const [{ data }] = useQuery({
    query: JumpDialog_Query,
    variables: { text: searched || null, withExecutions: executionIdPattern.test(searched) },
  });
  const entries = entriesFor(text.trim(), {
    flows: data?.flows.edges.map((edge) => edge.node) ?? [],
    executions: data?.executions?.edges.map((edge) => edge.node) ?? [],
  });
  useEffect(() => setActive(0), [searched]);

  const open = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    leaveTo(() => router.push(entry.path));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((index) => (index + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      open(entries[active]);
    }
  };

  return (
    <>
      <TextInput
        data-autofocus
        size="lg"
        variant="unstyled"
        className={classes.input}
        leftSection={<IconSearch size={18} />}
        placeholder="Flow, page or execution id"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-label="Jump to a flow, page or execution"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={entries[active] ? `${listId}-${entries[active].key}` : undefined}
      />
      <div role="listbox" id={listId} className={classes.list} aria-label="Matches">
        {entries.map(({ key, label, detail, icon: Icon, path }, index) => (
          <div
            key={key}
            id={`${listId}-${key}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={classes.entry}
            onMouseMove={() => setActive(index)}
            onClick={() => open({ key, label, detail, icon: Icon, path })}
            onKeyDown={onKeyDown}
          >
            <Icon size={17} stroke={1.7} aria-hidden />
            <span className={classes.label}>{label}</span>
            <span className={classes.detail}>{detail}</span>
          </div>
        ))}
        {entries.length === 0 && <p className={classes.none}>Nothing is called like that.</p>}
      </div>
      <footer className={classes.footer}>
        <span>
          <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> choose
        </span>
        <span>
          <Kbd size="xs">Enter</Kbd> open
        </span>
        <span>
          <Kbd size="xs">Esc</Kbd> close
        </span>
      </footer>
    </>
  );
}

interface Found {
  flows: readonly { id: string; namespace: string; flowId: string }[];
  executions: readonly { executionId: string; flowId: string; state: State }[];
}

function entriesFor(text: string, { flows, executions }: Found): Entry[] {
  const entries: Entry[] = [];
  if (executionIdPattern.test(text)) {
    for (const { executionId, flowId, state } of executions) {
      // Executions are found by the names of their flows too.
      if (!executionId.startsWith(text)) continue;
      entries.push({
        key: executionId,
        label: executionId,
        detail: `${flowId}, ${stateLook(state).label}`,
        path: executionPath(executionId),
        icon: IconPlayerPlay,
      });
    }
  }
  const lower = text.toLowerCase();
  entries.push(...pages.filter((page) => page.label.toLowerCase().includes(lower)));
  for (const flow of flows) {
    entries.push({
      key: flow.id,
      label: flow.flowId,
      detail: flow.namespace,
      path: flowPath(flow),
      icon: IconRoute,
    });
  }
  return entries;
}
